-- A NINO finds an account by its letters and digits, whatever its suffix. Of two accounts whose
-- numbers differ in the suffix alone, the second keeps its number as it was: it is found by its
-- UTR only, and the command `store check` tells of it.
UPDATE OR IGNORE identifier SET value = substr(value, 1, 8) WHERE kind = 'nino';
