-- A run may announce discrepancies that follow; a check may say more about itself.

ALTER TABLE run ADD COLUMN announced INTEGER;
ALTER TABLE run ADD CONSTRAINT run_announced_counts CHECK (announced >= 0);

ALTER TABLE run_check ADD COLUMN query TEXT, ADD COLUMN engine TEXT, ADD COLUMN bins JSONB, ADD COLUMN evidence TEXT,
  ADD COLUMN error TEXT;
