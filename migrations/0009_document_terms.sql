CREATE VIRTUAL TABLE `document_terms` USING fts5vocab('document_index', 'row');
