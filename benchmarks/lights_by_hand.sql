-- The lights of the asia-society rubric, written by hand for DuckDB: 15 questions of weight 1 in three
-- dimensions, lines at 1 and 2, a majority of two thirds, vetoes c1, p1 and p2, 24 months of horizon.
-- It reads the view `ratings` and checks nothing; what the compiled plan takes is measured against it.

-- Green needs two thirds of the applicable answers at most at 1 and no veto at 3, Yellow two thirds at
-- most at 2 and no veto at 4.
CREATE OR REPLACE TEMP MACRO light_of(at_1, at_2, veto, applicable) AS
  CASE WHEN 3 * at_1 >= 2 * applicable AND veto < 3 THEN 2
       WHEN 3 * at_2 >= 2 * applicable AND veto < 4 THEN 1
       ELSE 0 END;
CREATE OR REPLACE TEMP MACRO name_of(light) AS
  CASE light WHEN 2 THEN 'green' WHEN 1 THEN 'yellow' ELSE 'red' END;
-- A rating as one number that grows with its date: days, then low, high, trend and state.
CREATE OR REPLACE TEMP MACRO packed(known, low, high, trend, state) AS
  (known - DATE '1970-01-01') * 10000 + coalesce(low, 0) * 1000 + coalesce(high, 4) * 100
  + CASE trend WHEN 'easing' THEN 0 WHEN 'hardening' THEN 20 ELSE 10 END
  + CASE state WHEN 'rated' THEN 0 WHEN 'missing' THEN 1 ELSE 2 END;
CREATE OR REPLACE TEMP MACRO rated(p) AS coalesce(p % 10 = 0, false);
CREATE OR REPLACE TEMP MACRO applies(p) AS coalesce(p % 10 < 2, true);
CREATE OR REPLACE TEMP MACRO low_of(p) AS CASE WHEN applies(p) THEN coalesce(p // 1000 % 10, 0) END;
CREATE OR REPLACE TEMP MACRO high_of(p) AS CASE WHEN applies(p) THEN coalesce(p // 100 % 10, 4) END;
CREATE OR REPLACE TEMP MACRO trend_of(p, as_of) AS
  CASE WHEN rated(p) AND p // 10 % 10 <> 1
        AND as_of <= DATE '1970-01-01' + (p // 10000)::INT + INTERVAL 24 MONTH
       THEN p // 10 % 10 - 1 ELSE 0 END;
CREATE OR REPLACE TEMP MACRO harder(level, trend) AS level + least(greatest(trend, 0), 4 - level);
CREATE OR REPLACE TEMP MACRO easier(level, trend) AS level + greatest(least(trend, 0), -level);
CREATE OR REPLACE TEMP MACRO votes(level, line) AS coalesce(level <= line, false)::INT;
-- What is not asked of an area: a state of 2 without a date.
CREATE OR REPLACE TEMP MACRO of_forums(area, p) AS
  CASE WHEN area IN ('drug-discovery', 'talent-exchange') THEN 2 ELSE p END;
CREATE OR REPLACE TEMP MACRO of_trade(area, p) AS
  CASE WHEN area IN ('ai-ethics', 'ai-principles', 'algorithm-review', 'capacity-building', 'content-transparency',
    'data-security', 'global-governance', 'global-south', 'internet-governance', 'military-ai', 'nuclear-control',
    'surveillance-export', 'technical-standards') THEN 2 ELSE p END;

COPY (
  WITH newest AS (
    SELECT parties, area, max(known) AS as_of,
      max(p) FILTER (criterion = 'value-conflict') AS c1,
      of_forums(area, max(p) FILTER (criterion = 'missing-common-text')) AS c2,
      max(p) FILTER (criterion = 'politicised-values') AS c3,
      max(p) FILTER (criterion = 'acceptance-gap') AS c4,
      max(p) FILTER (criterion = 'missing-shared-meaning') AS c5,
      max(p) FILTER (criterion = 'security-distrust') AS p1,
      max(p) FILTER (criterion = 'legal-restrictions') AS p2,
      of_forums(area, max(p) FILTER (criterion = 'governance-divergence')) AS p3,
      of_forums(area, max(p) FILTER (criterion = 'split-forums')) AS p4,
      max(p) FILTER (criterion = 'channel-gap') AS p5,
      max(p) FILTER (criterion = 'zero-sum-race') AS e1,
      of_trade(area, max(p) FILTER (criterion = 'state-steering')) AS e2,
      of_trade(area, max(p) FILTER (criterion = 'supply-decoupling')) AS e3,
      of_trade(area, max(p) FILTER (criterion = 'blocked-exchange')) AS e4,
      max(p) FILTER (criterion = 'missing-mutual-gain') AS e5
    FROM (SELECT *, packed(known, low, high, trend, state) AS p FROM ratings)
    GROUP BY parties, area
  ),
  answers AS (
    SELECT parties, area, as_of,
      low_of(c1) AS c1l, high_of(c1) AS c1h, trend_of(c1, as_of) AS c1t, rated(c1) AS c1r,
      low_of(c2) AS c2l, high_of(c2) AS c2h, trend_of(c2, as_of) AS c2t, rated(c2) AS c2r,
      low_of(c3) AS c3l, high_of(c3) AS c3h, trend_of(c3, as_of) AS c3t, rated(c3) AS c3r,
      low_of(c4) AS c4l, high_of(c4) AS c4h, trend_of(c4, as_of) AS c4t, rated(c4) AS c4r,
      low_of(c5) AS c5l, high_of(c5) AS c5h, trend_of(c5, as_of) AS c5t, rated(c5) AS c5r,
      low_of(p1) AS p1l, high_of(p1) AS p1h, trend_of(p1, as_of) AS p1t, rated(p1) AS p1r,
      low_of(p2) AS p2l, high_of(p2) AS p2h, trend_of(p2, as_of) AS p2t, rated(p2) AS p2r,
      low_of(p3) AS p3l, high_of(p3) AS p3h, trend_of(p3, as_of) AS p3t, rated(p3) AS p3r,
      low_of(p4) AS p4l, high_of(p4) AS p4h, trend_of(p4, as_of) AS p4t, rated(p4) AS p4r,
      low_of(p5) AS p5l, high_of(p5) AS p5h, trend_of(p5, as_of) AS p5t, rated(p5) AS p5r,
      low_of(e1) AS e1l, high_of(e1) AS e1h, trend_of(e1, as_of) AS e1t, rated(e1) AS e1r,
      low_of(e2) AS e2l, high_of(e2) AS e2h, trend_of(e2, as_of) AS e2t, rated(e2) AS e2r,
      low_of(e3) AS e3l, high_of(e3) AS e3h, trend_of(e3, as_of) AS e3t, rated(e3) AS e3r,
      low_of(e4) AS e4l, high_of(e4) AS e4h, trend_of(e4, as_of) AS e4t, rated(e4) AS e4r,
      low_of(e5) AS e5l, high_of(e5) AS e5h, trend_of(e5, as_of) AS e5t, rated(e5) AS e5r
    FROM newest
  ),
  moved AS (
    SELECT *,
      harder(c1l, c1t) AS c1lh, harder(c1h, c1t) AS c1hh, easier(c1l, c1t) AS c1le, easier(c1h, c1t) AS c1he,
      harder(c2l, c2t) AS c2lh, harder(c2h, c2t) AS c2hh, easier(c2l, c2t) AS c2le, easier(c2h, c2t) AS c2he,
      harder(c3l, c3t) AS c3lh, harder(c3h, c3t) AS c3hh, easier(c3l, c3t) AS c3le, easier(c3h, c3t) AS c3he,
      harder(c4l, c4t) AS c4lh, harder(c4h, c4t) AS c4hh, easier(c4l, c4t) AS c4le, easier(c4h, c4t) AS c4he,
      harder(c5l, c5t) AS c5lh, harder(c5h, c5t) AS c5hh, easier(c5l, c5t) AS c5le, easier(c5h, c5t) AS c5he,
      harder(p1l, p1t) AS p1lh, harder(p1h, p1t) AS p1hh, easier(p1l, p1t) AS p1le, easier(p1h, p1t) AS p1he,
      harder(p2l, p2t) AS p2lh, harder(p2h, p2t) AS p2hh, easier(p2l, p2t) AS p2le, easier(p2h, p2t) AS p2he,
      harder(p3l, p3t) AS p3lh, harder(p3h, p3t) AS p3hh, easier(p3l, p3t) AS p3le, easier(p3h, p3t) AS p3he,
      harder(p4l, p4t) AS p4lh, harder(p4h, p4t) AS p4hh, easier(p4l, p4t) AS p4le, easier(p4h, p4t) AS p4he,
      harder(p5l, p5t) AS p5lh, harder(p5h, p5t) AS p5hh, easier(p5l, p5t) AS p5le, easier(p5h, p5t) AS p5he,
      harder(e1l, e1t) AS e1lh, harder(e1h, e1t) AS e1hh, easier(e1l, e1t) AS e1le, easier(e1h, e1t) AS e1he,
      harder(e2l, e2t) AS e2lh, harder(e2h, e2t) AS e2hh, easier(e2l, e2t) AS e2le, easier(e2h, e2t) AS e2he,
      harder(e3l, e3t) AS e3lh, harder(e3h, e3t) AS e3hh, easier(e3l, e3t) AS e3le, easier(e3h, e3t) AS e3he,
      harder(e4l, e4t) AS e4lh, harder(e4h, e4t) AS e4hh, easier(e4l, e4t) AS e4le, easier(e4h, e4t) AS e4he,
      harder(e5l, e5t) AS e5lh, harder(e5h, e5t) AS e5hh, easier(e5l, e5t) AS e5le, easier(e5h, e5t) AS e5he
    FROM answers
  ),
  votes AS (
    SELECT *,
      c1r::INT + c2r::INT + c3r::INT + c4r::INT + c5r::INT AS c_rated,
      (c1h IS NOT NULL)::INT + (c2h IS NOT NULL)::INT + (c3h IS NOT NULL)::INT + (c4h IS NOT NULL)::INT + (c5h IS NOT NULL)::INT AS c_applicable,
      p1r::INT + p2r::INT + p3r::INT + p4r::INT + p5r::INT AS p_rated,
      (p1h IS NOT NULL)::INT + (p2h IS NOT NULL)::INT + (p3h IS NOT NULL)::INT + (p4h IS NOT NULL)::INT + (p5h IS NOT NULL)::INT AS p_applicable,
      e1r::INT + e2r::INT + e3r::INT + e4r::INT + e5r::INT AS e_rated,
      (e1h IS NOT NULL)::INT + (e2h IS NOT NULL)::INT + (e3h IS NOT NULL)::INT + (e4h IS NOT NULL)::INT + (e5h IS NOT NULL)::INT AS e_applicable,
      c_rated + p_rated + e_rated AS rated, c_applicable + p_applicable + e_applicable AS applicable,
      votes(c1l, 1) + votes(c2l, 1) + votes(c3l, 1) + votes(c4l, 1) + votes(c5l, 1)
      + votes(p1l, 1) + votes(p2l, 1) + votes(p3l, 1) + votes(p4l, 1) + votes(p5l, 1)
      + votes(e1l, 1) + votes(e2l, 1) + votes(e3l, 1) + votes(e4l, 1) + votes(e5l, 1) AS low_1,
      votes(c1l, 2) + votes(c2l, 2) + votes(c3l, 2) + votes(c4l, 2) + votes(c5l, 2)
      + votes(p1l, 2) + votes(p2l, 2) + votes(p3l, 2) + votes(p4l, 2) + votes(p5l, 2)
      + votes(e1l, 2) + votes(e2l, 2) + votes(e3l, 2) + votes(e4l, 2) + votes(e5l, 2) AS low_2,
      greatest(c1l, p1l, p2l) AS low_veto,
      votes(c1h, 1) + votes(c2h, 1) + votes(c3h, 1) + votes(c4h, 1) + votes(c5h, 1)
      + votes(p1h, 1) + votes(p2h, 1) + votes(p3h, 1) + votes(p4h, 1) + votes(p5h, 1)
      + votes(e1h, 1) + votes(e2h, 1) + votes(e3h, 1) + votes(e4h, 1) + votes(e5h, 1) AS high_1,
      votes(c1h, 2) + votes(c2h, 2) + votes(c3h, 2) + votes(c4h, 2) + votes(c5h, 2)
      + votes(p1h, 2) + votes(p2h, 2) + votes(p3h, 2) + votes(p4h, 2) + votes(p5h, 2)
      + votes(e1h, 2) + votes(e2h, 2) + votes(e3h, 2) + votes(e4h, 2) + votes(e5h, 2) AS high_2,
      greatest(c1h, p1h, p2h) AS high_veto,
      votes(c1lh, 1) + votes(c2lh, 1) + votes(c3lh, 1) + votes(c4lh, 1) + votes(c5lh, 1)
      + votes(p1lh, 1) + votes(p2lh, 1) + votes(p3lh, 1) + votes(p4lh, 1) + votes(p5lh, 1)
      + votes(e1lh, 1) + votes(e2lh, 1) + votes(e3lh, 1) + votes(e4lh, 1) + votes(e5lh, 1) AS low_harder_1,
      votes(c1lh, 2) + votes(c2lh, 2) + votes(c3lh, 2) + votes(c4lh, 2) + votes(c5lh, 2)
      + votes(p1lh, 2) + votes(p2lh, 2) + votes(p3lh, 2) + votes(p4lh, 2) + votes(p5lh, 2)
      + votes(e1lh, 2) + votes(e2lh, 2) + votes(e3lh, 2) + votes(e4lh, 2) + votes(e5lh, 2) AS low_harder_2,
      greatest(c1lh, p1lh, p2lh) AS low_harder_veto,
      votes(c1hh, 1) + votes(c2hh, 1) + votes(c3hh, 1) + votes(c4hh, 1) + votes(c5hh, 1)
      + votes(p1hh, 1) + votes(p2hh, 1) + votes(p3hh, 1) + votes(p4hh, 1) + votes(p5hh, 1)
      + votes(e1hh, 1) + votes(e2hh, 1) + votes(e3hh, 1) + votes(e4hh, 1) + votes(e5hh, 1) AS high_harder_1,
      votes(c1hh, 2) + votes(c2hh, 2) + votes(c3hh, 2) + votes(c4hh, 2) + votes(c5hh, 2)
      + votes(p1hh, 2) + votes(p2hh, 2) + votes(p3hh, 2) + votes(p4hh, 2) + votes(p5hh, 2)
      + votes(e1hh, 2) + votes(e2hh, 2) + votes(e3hh, 2) + votes(e4hh, 2) + votes(e5hh, 2) AS high_harder_2,
      greatest(c1hh, p1hh, p2hh) AS high_harder_veto,
      votes(c1le, 1) + votes(c2le, 1) + votes(c3le, 1) + votes(c4le, 1) + votes(c5le, 1)
      + votes(p1le, 1) + votes(p2le, 1) + votes(p3le, 1) + votes(p4le, 1) + votes(p5le, 1)
      + votes(e1le, 1) + votes(e2le, 1) + votes(e3le, 1) + votes(e4le, 1) + votes(e5le, 1) AS low_easier_1,
      votes(c1le, 2) + votes(c2le, 2) + votes(c3le, 2) + votes(c4le, 2) + votes(c5le, 2)
      + votes(p1le, 2) + votes(p2le, 2) + votes(p3le, 2) + votes(p4le, 2) + votes(p5le, 2)
      + votes(e1le, 2) + votes(e2le, 2) + votes(e3le, 2) + votes(e4le, 2) + votes(e5le, 2) AS low_easier_2,
      greatest(c1le, p1le, p2le) AS low_easier_veto,
      votes(c1he, 1) + votes(c2he, 1) + votes(c3he, 1) + votes(c4he, 1) + votes(c5he, 1)
      + votes(p1he, 1) + votes(p2he, 1) + votes(p3he, 1) + votes(p4he, 1) + votes(p5he, 1)
      + votes(e1he, 1) + votes(e2he, 1) + votes(e3he, 1) + votes(e4he, 1) + votes(e5he, 1) AS high_easier_1,
      votes(c1he, 2) + votes(c2he, 2) + votes(c3he, 2) + votes(c4he, 2) + votes(c5he, 2)
      + votes(p1he, 2) + votes(p2he, 2) + votes(p3he, 2) + votes(p4he, 2) + votes(p5he, 2)
      + votes(e1he, 2) + votes(e2he, 2) + votes(e3he, 2) + votes(e4he, 2) + votes(e5he, 2) AS high_easier_2,
      greatest(c1he, p1he, p2he) AS high_easier_veto,
      high_1 + (NOT c1r AND c1h > 1)::INT + (NOT p1r AND p1h > 1)::INT + (NOT p2r AND p2h > 1)::INT AS opened_1,
      high_2 + (NOT c1r AND c1h > 2)::INT + (NOT p1r AND p1h > 2)::INT + (NOT p2r AND p2h > 2)::INT AS opened_2,
      greatest(CASE WHEN c1r THEN c1h ELSE 0 END, CASE WHEN p1r THEN p1h ELSE 0 END, CASE WHEN p2r THEN p2h ELSE 0 END) AS opened_veto,
      (c1r AND c1h <= 1)::INT + (c2r AND c2h <= 1)::INT + (c3r AND c3h <= 1)::INT + (c4r AND c4h <= 1)::INT + (c5r AND c5h <= 1)::INT
      + (p1r AND p1h <= 1)::INT + (p2r AND p2h <= 1)::INT + (p3r AND p3h <= 1)::INT + (p4r AND p4h <= 1)::INT + (p5r AND p5h <= 1)::INT
      + (e1r AND e1h <= 1)::INT + (e2r AND e2h <= 1)::INT + (e3r AND e3h <= 1)::INT + (e4r AND e4h <= 1)::INT + (e5r AND e5h <= 1)::INT AS held_1,
      (c1r AND c1h <= 2)::INT + (c2r AND c2h <= 2)::INT + (c3r AND c3h <= 2)::INT + (c4r AND c4h <= 2)::INT + (c5r AND c5h <= 2)::INT
      + (p1r AND p1h <= 2)::INT + (p2r AND p2h <= 2)::INT + (p3r AND p3h <= 2)::INT + (p4r AND p4h <= 2)::INT + (p5r AND p5h <= 2)::INT
      + (e1r AND e1h <= 2)::INT + (e2r AND e2h <= 2)::INT + (e3r AND e3h <= 2)::INT + (e4r AND e4h <= 2)::INT + (e5r AND e5h <= 2)::INT AS held_2
    FROM moved
  ),
  lights AS (
    SELECT *,
      light_of(high_1, high_2, high_veto, applicable) AS worst,
      light_of(low_1, low_2, low_veto, applicable) AS best,
      light_of(opened_1, opened_2, opened_veto, applicable) AS opened,
      light_of(low_harder_1, low_harder_2, low_harder_veto, applicable) AS best_harder,
      light_of(high_harder_1, high_harder_2, high_harder_veto, applicable) AS worst_harder,
      light_of(low_easier_1, low_easier_2, low_easier_veto, applicable) AS best_easier,
      light_of(high_easier_1, high_easier_2, high_easier_veto, applicable) AS worst_easier,
      CASE WHEN best <> worst THEN nullif(concat_ws(' ',
        CASE WHEN 3 * rated < 2 * applicable THEN 'coverage' END,
        CASE WHEN 2 * c_rated < c_applicable THEN 'coverage:cultural' END,
        CASE WHEN 2 * p_rated < p_applicable THEN 'coverage:political' END,
        CASE WHEN 2 * e_rated < e_applicable THEN 'coverage:economic' END,
        CASE WHEN opened <> worst THEN 'veto' END), '') END AS undetermined
    FROM votes
  ),
  turned AS (
    SELECT *,
      CASE WHEN undetermined IS NULL THEN worst END AS light,
      CASE WHEN undetermined IS NULL THEN worst_harder <> worst
           ELSE worst_harder <> worst OR best_harder <> best END AS hardening,
      CASE WHEN undetermined IS NULL THEN worst_easier <> worst
           ELSE worst_easier <> worst OR best_easier <> best END AS easing,
      -- How many answers by count are spare, or short, at each line.
      3 * high_1 - 2 * applicable AS over_1, 3 * high_2 - 2 * applicable AS over_2,
      (NOT c1r AND c1h IS NOT NULL)::INT + (NOT c2r AND c2h IS NOT NULL)::INT + (NOT c3r AND c3h IS NOT NULL)::INT + (NOT c4r AND c4h IS NOT NULL)::INT + (NOT c5r AND c5h IS NOT NULL)::INT
      + (NOT p1r AND p1h IS NOT NULL)::INT + (NOT p2r AND p2h IS NOT NULL)::INT + (NOT p3r AND p3h IS NOT NULL)::INT + (NOT p4r AND p4h IS NOT NULL)::INT + (NOT p5r AND p5h IS NOT NULL)::INT
      + (NOT e1r AND e1h IS NOT NULL)::INT + (NOT e2r AND e2h IS NOT NULL)::INT + (NOT e3r AND e3h IS NOT NULL)::INT + (NOT e4r AND e4h IS NOT NULL)::INT + (NOT e5r AND e5h IS NOT NULL)::INT AS missing,
      c1r AND p1r AND p2r AS vetoes_rated
    FROM lights
  )
  SELECT parties, area, as_of,
    CASE WHEN light IS NULL THEN 'undetermined' ELSE name_of(light) END AS light,
    name_of(best) AS best, name_of(worst) AS worst, undetermined, rated, applicable,
    CASE WHEN hardening AND easing THEN 'developing' WHEN hardening THEN 'negative'
         WHEN easing THEN 'positive' ELSE 'stable' END AS outlook,
    nullif(concat_ws(' ', CASE WHEN worst_harder <> light THEN name_of(worst_harder) END,
      CASE WHEN worst_easier <> light AND worst_easier <> worst_harder THEN name_of(worst_easier) END), '')
      AS turning,
    held_1 AS green, held_2 - held_1 AS yellow, rated - held_2 AS red, missing,
    15 - applicable AS not_applicable,
    CASE light WHEN 2 THEN over_1 // 3 + 1 WHEN 1 THEN over_2 // 3 + 1 END AS margin_down,
    CASE WHEN light = 1 AND vetoes_rated AND 3 * rated >= 2 * applicable THEN greatest(0, -(over_1 // 3))
         WHEN light = 0 AND vetoes_rated AND 3 * rated >= 2 * applicable THEN greatest(0, -(over_2 // 3))
         END AS margin_up,
    nullif(concat_ws(' ',
      CASE WHEN c1r AND (light = 1 AND c1h >= 3 OR light = 0 AND c1h = 4) THEN 'value-conflict' END,
      CASE WHEN p1r AND (light = 1 AND p1h >= 3 OR light = 0 AND p1h = 4) THEN 'security-distrust' END,
      CASE WHEN p2r AND (light = 1 AND p2h >= 3 OR light = 0 AND p2h = 4) THEN 'legal-restrictions' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c2r AND c2h = 4 THEN 'missing-common-text' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c3r AND c3h = 4 THEN 'politicised-values' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c4r AND c4h = 4 THEN 'acceptance-gap' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c5r AND c5h = 4 THEN 'missing-shared-meaning' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND p3r AND p3h = 4 THEN 'governance-divergence' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND p4r AND p4h = 4 THEN 'split-forums' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND p5r AND p5h = 4 THEN 'channel-gap' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e1r AND e1h = 4 THEN 'zero-sum-race' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e2r AND e2h = 4 THEN 'state-steering' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e3r AND e3h = 4 THEN 'supply-decoupling' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e4r AND e4h = 4 THEN 'blocked-exchange' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e5r AND e5h = 4 THEN 'missing-mutual-gain' END,
      CASE WHEN light = 0 AND over_2 < 0 AND c1r AND c1h = 3 THEN 'value-conflict' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c2r AND c2h = 3 THEN 'missing-common-text' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c3r AND c3h = 3 THEN 'politicised-values' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c4r AND c4h = 3 THEN 'acceptance-gap' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND c5r AND c5h = 3 THEN 'missing-shared-meaning' END,
      CASE WHEN light = 0 AND over_2 < 0 AND p1r AND p1h = 3 THEN 'security-distrust' END,
      CASE WHEN light = 0 AND over_2 < 0 AND p2r AND p2h = 3 THEN 'legal-restrictions' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND p3r AND p3h = 3 THEN 'governance-divergence' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND p4r AND p4h = 3 THEN 'split-forums' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND p5r AND p5h = 3 THEN 'channel-gap' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e1r AND e1h = 3 THEN 'zero-sum-race' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e2r AND e2h = 3 THEN 'state-steering' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e3r AND e3h = 3 THEN 'supply-decoupling' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e4r AND e4h = 3 THEN 'blocked-exchange' END,
      CASE WHEN (light = 1 AND over_1 < 0 OR light = 0 AND over_2 < 0) AND e5r AND e5h = 3 THEN 'missing-mutual-gain' END,
      CASE WHEN light = 1 AND over_1 < 0 AND c1r AND c1h = 2 THEN 'value-conflict' END,
      CASE WHEN light = 1 AND over_1 < 0 AND c2r AND c2h = 2 THEN 'missing-common-text' END,
      CASE WHEN light = 1 AND over_1 < 0 AND c3r AND c3h = 2 THEN 'politicised-values' END,
      CASE WHEN light = 1 AND over_1 < 0 AND c4r AND c4h = 2 THEN 'acceptance-gap' END,
      CASE WHEN light = 1 AND over_1 < 0 AND c5r AND c5h = 2 THEN 'missing-shared-meaning' END,
      CASE WHEN light = 1 AND over_1 < 0 AND p1r AND p1h = 2 THEN 'security-distrust' END,
      CASE WHEN light = 1 AND over_1 < 0 AND p2r AND p2h = 2 THEN 'legal-restrictions' END,
      CASE WHEN light = 1 AND over_1 < 0 AND p3r AND p3h = 2 THEN 'governance-divergence' END,
      CASE WHEN light = 1 AND over_1 < 0 AND p4r AND p4h = 2 THEN 'split-forums' END,
      CASE WHEN light = 1 AND over_1 < 0 AND p5r AND p5h = 2 THEN 'channel-gap' END,
      CASE WHEN light = 1 AND over_1 < 0 AND e1r AND e1h = 2 THEN 'zero-sum-race' END,
      CASE WHEN light = 1 AND over_1 < 0 AND e2r AND e2h = 2 THEN 'state-steering' END,
      CASE WHEN light = 1 AND over_1 < 0 AND e3r AND e3h = 2 THEN 'supply-decoupling' END,
      CASE WHEN light = 1 AND over_1 < 0 AND e4r AND e4h = 2 THEN 'blocked-exchange' END,
      CASE WHEN light = 1 AND over_1 < 0 AND e5r AND e5h = 2 THEN 'missing-mutual-gain' END,
      CASE WHEN light = 2 AND c1r AND c1h <= 1 THEN 'value-conflict' END,
      CASE WHEN light = 2 AND c2r AND c2h <= 1 THEN 'missing-common-text' END,
      CASE WHEN light = 2 AND c3r AND c3h <= 1 THEN 'politicised-values' END,
      CASE WHEN light = 2 AND c4r AND c4h <= 1 THEN 'acceptance-gap' END,
      CASE WHEN light = 2 AND c5r AND c5h <= 1 THEN 'missing-shared-meaning' END,
      CASE WHEN light = 2 AND p1r AND p1h <= 1 THEN 'security-distrust' END,
      CASE WHEN light = 2 AND p2r AND p2h <= 1 THEN 'legal-restrictions' END,
      CASE WHEN light = 2 AND p3r AND p3h <= 1 THEN 'governance-divergence' END,
      CASE WHEN light = 2 AND p4r AND p4h <= 1 THEN 'split-forums' END,
      CASE WHEN light = 2 AND p5r AND p5h <= 1 THEN 'channel-gap' END,
      CASE WHEN light = 2 AND e1r AND e1h <= 1 THEN 'zero-sum-race' END,
      CASE WHEN light = 2 AND e2r AND e2h <= 1 THEN 'state-steering' END,
      CASE WHEN light = 2 AND e3r AND e3h <= 1 THEN 'supply-decoupling' END,
      CASE WHEN light = 2 AND e4r AND e4h <= 1 THEN 'blocked-exchange' END,
      CASE WHEN light = 2 AND e5r AND e5h <= 1 THEN 'missing-mutual-gain' END), '') AS decided_by
  FROM turned
) TO 'lights.parquet' (FORMAT parquet);
