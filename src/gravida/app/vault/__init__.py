"""The vault: what is written down is sealed before it is stored, and opened only while she is there.

One random key per person seals every document; slots (a passphrase, a recovery code) wrap that key. This is the only
room that uses ciphers. Words a reader needs: *seal* and *open* are authenticated encryption, a *slot* is one way to get
at the key, the *manifest* is the sealed list of what there is, a *draft* is what was being typed when the lock fell.
"""
