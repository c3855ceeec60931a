CREATE TABLE `passage_vectors` (
	`passage_id` integer NOT NULL,
	`model` text NOT NULL,
	`dimension` integer NOT NULL,
	`vector` text NOT NULL,
	PRIMARY KEY(`passage_id`, `model`)
);
