"""The search for links into the data of others: ``seek`` finds candidates, ``review`` is where a person decides."""
