from __future__ import annotations
from findingsgraph.loaders.reading.names import Names
from findingsgraph.loaders.reading.senses import label_tree
from findingsgraph.loaders.reading.wordings import tokens
from findingsgraph.loaders.records import ItemContext, Mention
def find_mentions(sentence: str, item: ItemContext, names: Names, before: str = "") -> tuple[Mention, ...]:
    tree=label_tree(); words=tokens(sentence); low=sentence.lower().replace("’","'"); found=[]; at=0
    while at<len(words):
        for end,senses in tree.ends(words,at):
            a,b=words[at].start,words[end-1].end
            sense=next((s for s in senses if s.fits(sentence,low,a,b,item)),None)
            if sense:
                if sense.concept and sense.concept[0]!='?': found.append(Mention(sense.concept,sentence[a:b],a,b,sense.concept,sense.rule))
                at=end-1; break
        at+=1
    return tuple(found)
