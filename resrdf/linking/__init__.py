"""Links into the data of others: ``sets`` are published, ``seek`` finds candidates, ``review`` is where a person decides."""
