{{ audit_helper.compare_and_classify_relation_rows(
  a_relation = source('legacy', 'payments'),
  b_relation = source('target', 'payments'),
  primary_key_columns = ['claim_id'],
  columns = none
) }}
