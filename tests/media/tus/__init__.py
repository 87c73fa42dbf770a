"""Conformance to tus 1.0.0, clause by clause, asked of a running server over real sockets.

Groups: core, creation, creation-with-upload, termination, expiration, checksum. Each test names the clause it asks for
(https://tus.io/protocols/resumable-upload, version 1.0.0); what the protocol leaves open says "ours".
"""
