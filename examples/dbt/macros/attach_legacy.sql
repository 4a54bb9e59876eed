{# PostgreSQL answers one query from one database only, so that legacy's views come in as foreign tables. #}
{% macro attach_legacy() %}
  CREATE EXTENSION IF NOT EXISTS postgres_fdw;
  DROP SERVER IF EXISTS legacy CASCADE;
  CREATE SERVER legacy FOREIGN DATA WRAPPER postgres_fdw
    OPTIONS (host '{{ env_var("PGHOST") }}', port '{{ env_var("PGPORT") }}', dbname 'demo_legacy');
  CREATE USER MAPPING FOR CURRENT_USER SERVER legacy
    OPTIONS (user '{{ env_var("PGUSER") }}', password '{{ env_var("PGPASSWORD") }}');
  CREATE SCHEMA IF NOT EXISTS legacy;
  IMPORT FOREIGN SCHEMA compare LIMIT TO (claims, payments) FROM SERVER legacy INTO legacy;
{% endmacro %}
