#!/bin/sh
# Load this dataset into a new Oxigraph store: sh load/oxigraph.sh DIR
# Serve it with the default graph as the union: oxigraph serve-read-only --location DIR --union-default-graph
set -eu
store=${1:?usage: sh load/oxigraph.sh DIR}
for dump in resrdf.nq.gz inferred.nq.gz vocabulary.nq.gz; do
    if [ -f "$dump" ]; then
        gzip -dc "$dump" | oxigraph load --location "$store" --format nq
    fi
done
