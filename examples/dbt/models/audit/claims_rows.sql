{{ audit_helper.compare_and_classify_relation_rows(
  a_relation = source('legacy', 'claims'),
  b_relation = source('target', 'claims'),
  primary_key_columns = ['claim_id'],
  columns = none
) }}
