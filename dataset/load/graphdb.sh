#!/bin/sh
# Load this dataset into a repository of GraphDB: sh load/graphdb.sh http://localhost:7200/repositories/unsc
# Make the repository first, without a ruleset (what follows in the terms of others is in inferred.nq.gz).
set -eu
repository=${1:?usage: sh load/graphdb.sh http://localhost:7200/repositories/NAME}
for dump in resrdf.nq.gz inferred.nq.gz vocabulary.nq.gz; do
    if [ -f "$dump" ]; then
        curl --fail-with-body --silent --show-error -X POST -H 'Content-Type: application/n-quads' \
            -H 'Content-Encoding: gzip' --data-binary @"$dump" "$repository/statements"
    fi
done
