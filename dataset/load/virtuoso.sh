#!/bin/sh
# Load this dataset into a running Virtuoso: sh load/virtuoso.sh HOST:PORT USER PASSWORD
# The server reads the files itself: this folder must be in DirsAllowed of its virtuoso.ini.
# ISQL names the client where it is not isql-vt (Debian) but isql (Virtuoso's own package).
set -eu
server=${1:?usage: sh load/virtuoso.sh HOST:PORT USER PASSWORD}
user=${2:-dba}
password=${3:-dba}
folder=$(pwd -P)
"${ISQL:-isql-vt}" "$server" "$user" "$password" ERRORS=STDOUT <<SQL
DELETE FROM DB.DBA.load_list WHERE ll_file LIKE '$folder/%';
ld_dir('$folder', 'resrdf.nq.gz', 'https://w3id.org/unsc/graph/none');
ld_dir('$folder', 'inferred.nq.gz', 'https://w3id.org/unsc/graph/none');
ld_dir('$folder', 'vocabulary.nq.gz', 'https://w3id.org/unsc/graph/none');
rdf_loader_run();
checkpoint;
SELECT ll_file, ll_state, ll_error FROM DB.DBA.load_list WHERE ll_file LIKE '$folder/%';
SQL
