CREATE TABLE `outbox_pieces` (
	`key` text NOT NULL,
	`piece` integer NOT NULL,
	`message_id` text NOT NULL,
	`form` text NOT NULL,
	PRIMARY KEY(`key`, `piece`)
);
--> statement-breakpoint
CREATE INDEX `outbox_pieces_message` ON `outbox_pieces` (`message_id`);