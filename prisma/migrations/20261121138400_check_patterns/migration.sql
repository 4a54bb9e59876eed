-- What only a check shows is a pattern too, which stands until a later run judges that check otherwise. It names its check,
-- or with '' all those of its source that are not told apart.

ALTER TABLE "pattern" ADD COLUMN "check_key" TEXT;
ALTER TABLE pattern ADD CONSTRAINT pattern_of_check_is_not_itemised CHECK (check_key IS NULL OR NOT itemised);

-- Where a check stands in a later run is asked of every run since, some of which have thousands of checks.
CREATE INDEX "run_check_run_id_key_idx" ON "run_check"("run_id", "key");
