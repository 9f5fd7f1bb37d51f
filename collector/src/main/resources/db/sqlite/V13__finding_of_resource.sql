-- For the mark of an exception on a resource's page.
CREATE INDEX finding_of_resource ON finding (resource_id) WHERE resolved_at IS NULL;
