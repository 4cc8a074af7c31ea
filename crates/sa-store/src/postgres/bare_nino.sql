-- A NINO finds an account by its letters and digits, whatever its suffix. Of two accounts whose
-- numbers differ in the suffix alone, the second keeps its number as it was: it is found by its
-- UTR only, and the command `store check` tells of it.
UPDATE identifier i SET value = left(i.value, 8)
WHERE i.kind = 'nino' AND length(i.value) > 8 AND NOT EXISTS (
  SELECT 1 FROM identifier o
  WHERE o.kind = 'nino' AND o.value >= left(i.value, 8) AND o.value < i.value
);
