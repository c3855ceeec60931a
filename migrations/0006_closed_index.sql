-- What is not for everybody has an index of its own: nothing of it weighs in what the public finds.
CREATE VIRTUAL TABLE `closed_passage_index` USING fts5(`tokens`, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
--> statement-breakpoint
CREATE VIRTUAL TABLE `closed_passage_words` USING fts5vocab('closed_passage_index', 'instance');
--> statement-breakpoint
CREATE VIRTUAL TABLE `closed_document_index` USING fts5(`tokens`, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
--> statement-breakpoint
CREATE VIRTUAL TABLE `closed_document_words` USING fts5vocab('closed_document_index', 'instance');
