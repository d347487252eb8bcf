"""Ways in and out of the site: schemas, spreadsheets, documents."""
