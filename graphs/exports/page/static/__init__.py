"""What a page is put together from: template, looks, behaviour."""
