# Sets FROM and TO to the day that the views show: the last full one, in UTC.
TO=$(date -u +%FT00:00:00Z)
FROM=$(date -u -d yesterday +%FT00:00:00Z 2>/dev/null || date -u -v-1d +%FT00:00:00Z)
