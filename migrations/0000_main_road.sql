CREATE TABLE `bureau_files` (
	`name` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `contexts` (
	`chat_id` text NOT NULL,
	`person_id` text NOT NULL,
	`context` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`chat_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `document_readers` (
	`document_id` integer NOT NULL,
	`reader` text NOT NULL,
	PRIMARY KEY(`document_id`, `reader`)
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`path` text NOT NULL,
	`hash` text NOT NULL,
	`title` text NOT NULL,
	`number` text NOT NULL,
	`issuer` text NOT NULL,
	`issued` text NOT NULL,
	`effective` text NOT NULL,
	`expires` text NOT NULL,
	`supersedes` text NOT NULL,
	`audience` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text NOT NULL,
	`superseded_by` text DEFAULT '' NOT NULL,
	`ingested_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_path` ON `documents` (`path`);--> statement-breakpoint
CREATE TABLE `entries` (
	`id` text PRIMARY KEY NOT NULL,
	`indicator` text NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`org` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`measure` text NOT NULL,
	`status` text NOT NULL,
	`reporter` text NOT NULL,
	`reporter_name` text NOT NULL,
	`chat_id` text NOT NULL,
	`message_id` text NOT NULL,
	`span_start` integer NOT NULL,
	`span_end` integer NOT NULL,
	`words` text NOT NULL,
	`sent_at` text NOT NULL,
	`received_at` text NOT NULL,
	`parser_version` text NOT NULL,
	`replaces` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `entries_message` ON `entries` (`message_id`);--> statement-breakpoint
CREATE INDEX `entries_reporter` ON `entries` (`reporter`,`chat_id`,`received_at`);--> statement-breakpoint
CREATE INDEX `entries_days` ON `entries` (`to_day`,`from_day`);--> statement-breakpoint
CREATE TABLE `entry_acts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_id` text NOT NULL,
	`act` text NOT NULL,
	`by` text NOT NULL,
	`at` text NOT NULL,
	`cause` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `entry_acts_once` ON `entry_acts` (`entry_id`,`act`,`cause`);--> statement-breakpoint
CREATE UNIQUE INDEX `entry_acts_end` ON `entry_acts` (`entry_id`) WHERE act <> 'confirm';--> statement-breakpoint
CREATE TABLE `feedback` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`answer_id` text NOT NULL,
	`person_id` text NOT NULL,
	`helpful` integer NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_once` ON `feedback` (`answer_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `gaps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`chat_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` text NOT NULL,
	`dedup_key` text NOT NULL,
	`kind` text NOT NULL,
	`chat_id` text NOT NULL,
	`payload` text NOT NULL,
	`received_at` text NOT NULL,
	`status` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`due_at` text NOT NULL,
	`lease_until` text DEFAULT '' NOT NULL,
	`lease_token` text DEFAULT '' NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`done_at` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_event` ON `inbox` (`event_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_dedup` ON `inbox` (`dedup_key`);--> statement-breakpoint
CREATE INDEX `inbox_due` ON `inbox` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `inbox_chat` ON `inbox` (`chat_id`,`status`,`id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`chat_id` text NOT NULL,
	`chat_kind` text NOT NULL,
	`op` text NOT NULL,
	`updates` text DEFAULT '' NOT NULL,
	`reply_to` text DEFAULT '' NOT NULL,
	`reply` text NOT NULL,
	`created_at` text NOT NULL,
	`status` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`due_at` text NOT NULL,
	`lease_until` text DEFAULT '' NOT NULL,
	`lease_token` text DEFAULT '' NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`sent_at` text DEFAULT '' NOT NULL,
	`message_id` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`status`,`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_chat` ON `outbox` (`chat_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_message` ON `outbox` (`message_id`);--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`);--> statement-breakpoint
CREATE TABLE `passages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`document_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`headings` text NOT NULL,
	`article` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`columns` text DEFAULT '' NOT NULL,
	`cells` text DEFAULT '' NOT NULL,
	`parent` integer DEFAULT -1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passages_place` ON `passages` (`document_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `refusals` (
	`path` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`reason` text NOT NULL,
	`at` text NOT NULL
);
