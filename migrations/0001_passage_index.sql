CREATE VIRTUAL TABLE `passage_index` USING fts5(`tokens`, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
--> statement-breakpoint
CREATE VIRTUAL TABLE `passage_terms` USING fts5vocab('passage_index', 'row');
--> statement-breakpoint
CREATE VIRTUAL TABLE `document_index` USING fts5(`tokens`, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
