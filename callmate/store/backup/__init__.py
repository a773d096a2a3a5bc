"""Everything the owner has in one sealed file, and back.

The file is a plain tar of two age files: ``key.age``, a key made for this backup alone,
under the passphrase; and ``contents.age``, sealed to that key, a tar of the files as they
lie and ``SHA256SUMS`` over them. Without CallMate::

    tar -xf FILE
    age -d -i key.age contents.age | tar -x
    sha256sum -c SHA256SUMS
"""
