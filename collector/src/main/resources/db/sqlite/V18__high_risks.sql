-- References of the high risks that a control treats, in the organisation's own register; '' for none.
ALTER TABLE soa_row ADD COLUMN high_risks TEXT NOT NULL DEFAULT '';
