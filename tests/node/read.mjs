// Read a network with a library that did not write it, and print what was read as JSON.
//   node read.mjs gexf|cytoscape|dot FILE
import { readFileSync } from "node:fs";

const [kind, path] = process.argv.slice(2);
const content = readFileSync(path, "utf8");

const readers = {
  async gexf() {
    const { default: Graph } = await import("graphology");
    const { default: gexf } = await import("graphology-gexf");
    const net = gexf.parse(Graph, content, { allowUndeclaredAttributes: false });
    return {
      directed: net.type === "directed",
      nodes: net.mapNodes((id, values) => [id, values]),
      edges: net.mapEdges((_, values, source, target) => [source, target, values]),
    };
  },
  async cytoscape() {
    const { default: cytoscape } = await import("cytoscape");
    const cy = cytoscape({ headless: true, layout: { name: "preset" }, elements: JSON.parse(content).elements });
    return {
      nodes: cy.nodes().map((node) => [node.id(), { ...node.data(), place: node.position() }]),
      edges: cy.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data()]),
    };
  },
  async dot() {
    const { instance } = await import("@viz-js/viz");
    const drawn = (await instance()).renderJSON(content, { engine: "dot" });
    const names = (drawn.objects ?? []).map((node) => node.name);
    return {
      directed: drawn.directed,
      nodes: (drawn.objects ?? []).map((node) => [node.name, node]),
      edges: (drawn.edges ?? []).map((edge) => [names[edge.tail], names[edge.head], edge]),
    };
  },
};

process.stdout.write(JSON.stringify(await readers[kind]()));
