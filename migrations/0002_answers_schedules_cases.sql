CREATE TABLE `answers` (
	`answer_id` text PRIMARY KEY NOT NULL,
	`question` text NOT NULL,
	`outcome` text NOT NULL,
	`documents` text NOT NULL,
	`chat_id` text NOT NULL,
	`chat_kind` text NOT NULL,
	`person_id` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `answers_at` ON `answers` (`at`);--> statement-breakpoint
CREATE TABLE `case_events` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`case_id` text NOT NULL,
	`org` text NOT NULL,
	`stage` text NOT NULL,
	`day` text NOT NULL,
	`fields` text NOT NULL,
	`reporter` text NOT NULL,
	`reporter_name` text NOT NULL,
	`chat_id` text NOT NULL,
	`message_id` text NOT NULL,
	`words` text NOT NULL,
	`sent_at` text NOT NULL,
	`received_at` text NOT NULL,
	`withdraws` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_events_case` ON `case_events` (`kind`,`case_id`);--> statement-breakpoint
CREATE INDEX `case_events_message` ON `case_events` (`message_id`);--> statement-breakpoint
CREATE TABLE `mirrored` (
	`key` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `occasions` (
	`key` text PRIMARY KEY NOT NULL,
	`due_at` text NOT NULL,
	`done_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `posted_summaries` (
	`outbox_key` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`chat_kind` text NOT NULL,
	`person_id` text NOT NULL,
	`request` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`posted_at` text NOT NULL,
	`shown` text NOT NULL,
	`edits` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `posted_summaries_days` ON `posted_summaries` (`to_day`,`from_day`);--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`chat_kind` text NOT NULL,
	`person_id` text NOT NULL,
	`rule` text NOT NULL,
	`request` text NOT NULL,
	`words` text NOT NULL,
	`created_at` text NOT NULL,
	`cancelled_at` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `schedules_chat` ON `schedules` (`chat_id`);