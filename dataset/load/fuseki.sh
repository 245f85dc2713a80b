#!/bin/sh
# Load this dataset into a new TDB2 database of Apache Jena: sh load/fuseki.sh DIR
# Serve it: fuseki-server --tdb2 --loc=DIR --set tdb2:unionDefaultGraph=true /unsc
set -eu
store=${1:?usage: sh load/fuseki.sh DIR}
for dump in resrdf.nq.gz inferred.nq.gz vocabulary.nq.gz; do
    if [ -f "$dump" ]; then
        tdb2.tdbloader --loc="$store" "$dump"
    fi
done
