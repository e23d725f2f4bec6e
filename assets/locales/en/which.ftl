# Which profile a token belongs to.

which-ask = The token or code, which is not shown
which-nothing = There is no token or code on standard input. Give it on one line:
which-in-argv = A token is not said on the command line, where others can see it. Put a dash in its place, and give it on standard input: amokey which -
which-is = This is { $kind } ({ $fingerprint }).
which-of-account = This is { $kind } ({ $fingerprint }) of account { $account }.
which-ends = This is { $kind } ({ $fingerprint }) of account { $account }; it ends in { $left }.
which-ended = This is { $kind } ({ $fingerprint }) of account { $account }; it ended { $ago }.
which-nobody = None of your profiles has it.
which-same-account = The same account, by another integration or user: { $names }
which-kind-access-token = an access token
which-kind-long-lived-token = a long-lived token
which-kind-refresh-token = a refresh token
which-kind-code-or-refresh-token = an authorization code or a refresh token, which look alike
which-kind-client-secret = the secret key of an integration
which-kind-n8n-key = the API key of n8n
which-kind-api-key = the API key of an old account
which-kind-integration-id = an integration ID
which-kind-address-with-code = an address with an authorization code
which-kind-token-response = an answer with tokens; give one of them alone
which-kind-foreign-token = a token, but none of amoCRM
which-kind-unknown = neither a token nor a code
which-standing-current = the one in use
which-standing-previous = an earlier one, not in use any more
which-standing-spent = the one before, which is spent
which-standing-newer = newer than the one in use: another program has got it
which-standing-pending = not in use yet, the connection is not finished
