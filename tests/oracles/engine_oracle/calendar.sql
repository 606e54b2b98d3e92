-- Days of each zone: a day begins at the first instant whose local date is that day or later ("Words" of the rules).
CREATE OR REPLACE TABLE halves AS
SELECT zone, day, day::TIMESTAMPTZ + (k * 30) * INTERVAL 1 MINUTE AS moment
FROM zone_days, range(-34, 34) AS r(k);

CREATE OR REPLACE TABLE first_half AS
SELECT zone, day, min(moment) AS moment FROM halves WHERE (moment AT TIME ZONE zone)::DATE >= day GROUP BY ALL;

CREATE OR REPLACE TABLE starts AS
SELECT zone, day, min(minute) AS start
FROM (SELECT zone, day, moment - k * INTERVAL 1 MINUTE AS minute FROM first_half, range(0, 30) AS r(k))
WHERE (minute AT TIME ZONE zone)::DATE >= day
GROUP BY ALL;

-- A day that a zone skipped begins with the next one, and holds no instant.
CREATE OR REPLACE TABLE day_starts AS
SELECT zone, max(day) AS day, start FROM starts GROUP BY zone, start ORDER BY zone, start;

CREATE OR REPLACE TABLE store AS
SELECT w.*, d.day AS today, (d.day - to_months(w.retention_months))::DATE AS retention
FROM worlds w ASOF JOIN day_starts d ON w.zone = d.zone AND w.now >= d.start;

-- Periods and the cycle before (PER-1 to PER-6).
CREATE OR REPLACE TABLE period AS
WITH said AS (
  SELECT a.*, st.today, CASE kind
      WHEN 'yesterday' THEN today - 1
      WHEN 'last_7_days' THEN today - 7
      WHEN 'last_28_days' THEN today - 28
      WHEN 'day' THEN day
      WHEN 'week' THEN day - ((isodow(day) - week_start + 7) % 7)::INTEGER
      WHEN 'month' THEN day
      ELSE first END AS begins
  FROM asked a JOIN store st USING (s)),
spans AS (
  SELECT *, CASE kind
      WHEN 'yesterday' THEN today
      WHEN 'last_7_days' THEN today
      WHEN 'last_28_days' THEN today
      WHEN 'day' THEN day + 1
      WHEN 'week' THEN begins + 7
      WHEN 'month' THEN (begins + INTERVAL 1 MONTH)::DATE
      ELSE last END AS ends
  FROM said)
SELECT s, q, 'now' AS cycle, begins AS f, ends AS t FROM spans
UNION ALL
SELECT s, q, 'before', CASE kind WHEN 'month' THEN (begins - INTERVAL 1 MONTH)::DATE ELSE begins - (ends - begins)::INTEGER END, begins FROM spans;

CREATE OR REPLACE TABLE moment_of AS SELECT s, today, retention FROM store;
