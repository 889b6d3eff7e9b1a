# Finds a Python that is new enough and puts its name into PYTHON.
for PYTHON in python3 /usr/bin/python3 python3.13 python3.12 python3.11 none; do
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
if [ "$PYTHON" = none ]; then
    echo "Inspired needs Python 3.11 or newer (on Debian and Ubuntu: apt install python3)." >&2
    exit 1
fi
