-- The quantities that files said and say of variants, so that a file read again gives no sold stock back: imported is
-- that of the last file that was brought in, stamp names the export that this file came from; exported is that of the
-- last file that was taken out since.
CREATE TABLE variant_counts (
  variant_id UUID PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
  imported BIGINT,
  stamp BIGINT,
  exported BIGINT
);
