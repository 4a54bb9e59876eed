-- Invariant 7: nobody signs off what they wrote. Who issued a key that somebody else holds may have drafted with it too.
ALTER TABLE rule_set_version ADD COLUMN drafter_issuer_id UUID;

-- Drafts that wait: the ledger says which key drafted them. It is no change of what they say, so it has no entry.
ALTER TABLE rule_set_version DISABLE TRIGGER rule_set_version_has_entry;
UPDATE rule_set_version v SET drafter_issuer_id = k.created_by
  FROM ledger_entry e JOIN api_key k ON k.id::text = e.actor_id
 WHERE e.type = 'rules.drafted' AND e.subject_id = v.context_id::text
   AND (convert_from(e.bytes, 'UTF8')::jsonb #>> '{data,version}')::integer = v.version
   AND k.created_by IS NOT NULL AND k.created_by IS DISTINCT FROM v.drafter_id;
ALTER TABLE rule_set_version ENABLE TRIGGER rule_set_version_has_entry;
