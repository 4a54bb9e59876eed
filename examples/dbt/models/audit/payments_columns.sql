{{ audit_helper.compare_all_columns(
  a_relation = source('legacy', 'payments'),
  b_relation = source('target', 'payments'),
  primary_key = 'claim_id'
) }}
