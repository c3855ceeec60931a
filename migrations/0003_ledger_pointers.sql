CREATE INDEX `entries_replaces` ON `entries` (`replaces`);--> statement-breakpoint
CREATE INDEX `entry_acts_cause` ON `entry_acts` (`cause`);