# What happened, why, and what to do. Keys and commands are named by whoever shows it.
detail-request = request { $id }

trouble-port-taken = Port { $port } on this computer is taken.
trouble-port-taken-why = Another program is listening there: perhaps a second amokey.
trouble-port-taken-next = Close it and try again. Or register another port in the redirect URI, here and in the integration.

trouble-port-taken-by = Port { $port } on this computer is taken by { $holder }.
trouble-port-taken-by-why = Only one program can listen there.
trouble-port-taken-by-next = Close it and try again. Or register another port in the redirect URI, here and in the integration.

trouble-port-forbidden = Port { $port } may not be opened.
trouble-port-forbidden-why = Ports below 1024 belong to the system.
trouble-port-forbidden-next = Register a port such as 18497 in the redirect URI, here and in the integration.

trouble-denied = Access was not allowed.
trouble-denied-why = It was declined in the browser (Kommo’s button is “Decline”), or the page refused.
trouble-denied-next = If that was by mistake, try again and press “Allow” («Разрешить»).

trouble-consent-timed-out = Fifteen minutes have passed without an answer.
trouble-consent-timed-out-why = An attempt is closed after that time, so that nobody can use it later.
trouble-consent-timed-out-next = Try again: the page opens once more.

trouble-wrong-attempt = That answer belongs to another attempt.
trouble-wrong-attempt-why = It came from an older tab or link, was used already, or somebody made it up.
trouble-wrong-attempt-next = Use the page that was opened last.

trouble-wrong-account = Access was allowed for { $got }, but { $expected } was expected.
trouble-wrong-account-why = Another account was chosen on the page in the browser.
trouble-wrong-account-next = Try again and choose { $expected }. Nothing was sent to { $got }.

trouble-tokens-of-another-account = The tokens are those of { $got }, but { $expected } was expected.
trouble-tokens-of-another-account-why = They were made in another account, or the profile is one of another account.
trouble-tokens-of-another-account-next = Bring tokens of { $expected }, or give { $got } a profile of its own: --profile NAME

trouble-moves-server = The profile belongs to { $from }, and this would take it to { $to }.
trouble-moves-server-why = Its tokens and its secret key are sent to no other place than { $from }. Nothing was sent.
trouble-moves-server-next = Use another name: --profile NAME. Or delete this profile first: amokey forget

trouble-wrong-integration = Access was allowed for another integration.
trouble-wrong-integration-why = The page in the browser was one of another integration ID.
trouble-wrong-integration-next = Compare the integration ID with the one in the card of the integration.

trouble-another-account = The new tokens belong to account { $got } instead of { $expected }.
trouble-another-account-why = The refresh token is one of another account, or the account at this address has been replaced.
trouble-another-account-next = The tokens are kept and not used. Allow access once more, for the account that is meant.

trouble-token-of-another-profile = The profile { $name } has this refresh token already.
trouble-token-of-another-profile-why = Two profiles with one refresh token take it away from each other.
trouble-token-of-another-profile-next = To take it back there, add --profile { $name }.

trouble-code-expired = This code has expired.
trouble-code-expired-why = An authorization code lives for 20 minutes.
trouble-code-expired-next = Allow access once more: that gives a fresh one.

trouble-code-used = This code was used already.
trouble-code-used-why = An authorization code works once.
trouble-code-used-next = Allow access once more: that gives a fresh one.

trouble-code-garbled = This code cannot be read.
trouble-code-garbled-why = It was cut or changed on its way, or comes from the other platform: amoCRM and Kommo do not know each other’s codes.
trouble-code-garbled-next = Allow access once more, or copy the whole address again.

trouble-code-of-another-integration = This code belongs to another integration.
trouble-code-of-another-integration-why = It was issued for another integration ID.
trouble-code-of-another-integration-next = Check the integration ID, then allow access once more.

trouble-redirect-uri-mismatch = The redirect URI is not the one in the integration.
trouble-redirect-uri-mismatch-why = They are compared letter by letter: http or https, port, the slash at the end.
trouble-redirect-uri-mismatch-next = Copy it from the integration, or write this one there.

trouble-invalid-account = This is not the account that allowed access.
trouble-invalid-account-why = The integration is right, the account’s address is not.
trouble-invalid-account-next = Check the address: it is the one in your browser when you work in the account.

trouble-missing-parameter = A field is missing: { $name }.
trouble-missing-parameter-why = It was empty or could not be read.
trouble-missing-parameter-next = Fill it in and try again.

trouble-wrong-client = Integration ID and secret key do not belong together.
trouble-wrong-client-why = One of them is from another integration, or the secret key was made anew since.
trouble-wrong-client-next = Copy both once more, in amoCRM from «Ключи и доступы». In Kommo rather create a new integration: a new secret key cuts off every program that uses the old one.

trouble-token-revoked = This refresh token is no longer accepted.
trouble-token-revoked-why = It was used somewhere else, or access was taken away.
trouble-token-revoked-next = Allow access once more. If another program uses the same tokens, let only one of them refresh.

trouble-answer-lost = An answer of amoCRM was lost: { $at }.
trouble-answer-lost-why = It held the new tokens, and the old refresh token no longer works.
trouble-answer-lost-next = Allow access once more: everything else is kept.

trouble-token-of-another-integration = This refresh token belongs to another integration.
trouble-token-of-another-integration-why = It was issued for another integration ID.
trouble-token-of-another-integration-next = Allow access once more.

trouble-token-garbled = The refresh token cannot be read by the server.
trouble-token-garbled-why = It was cut or changed.
trouble-token-garbled-next = Allow access once more.

trouble-token-expired = The refresh token has expired.
trouble-token-expired-why = It lives for three months, and nobody refreshed it in that time.
trouble-token-expired-next = Allow access once more.

trouble-long-lived-ended = The long-lived token has ended.
trouble-long-lived-ended-why = It works until the day chosen when it was made, and nothing can renew it.
trouble-long-lived-ended-next = Make a new one in the integration’s settings and paste it here.

trouble-long-lived-garbled = This is not a whole long-lived token.
trouble-long-lived-garbled-why = It was cut or changed on its way, or is something else.
trouble-long-lived-garbled-next = Copy the token again, from the first character to the last.

trouble-long-lived-refused = The account does not accept this token.
trouble-long-lived-refused-why = It was taken back, or belongs to another account: the token itself does not say to which.
trouble-long-lived-refused-next = Check the account’s address. If it is right, generate a new token in the integration.

trouble-api-key-refused = amoCRM does not know this login and API key.
trouble-api-key-refused-why = The key belongs to another user or account, or was replaced.
trouble-api-key-refused-next = Check both; the key has to be that of an administrator of this account.

trouble-api-keys-gone = amoCRM does not answer to API keys at this address any more.
trouble-api-keys-gone-why = They are from before 2020, and their exchange may have been switched off.
trouble-api-keys-gone-next = Take another way in: consent in the browser works everywhere.

trouble-refused = The server refused.
trouble-refused-why = The reason it gave is new to amokey.
trouble-refused-next = Allow access once more. If that does not help, search for the words in brackets.

trouble-unauthorized = The account no longer accepts this access token.
trouble-unauthorized-why = Access was taken away, the integration was switched off, or the address is another one now.
trouble-unauthorized-next = Allow access once more.

trouble-subscription-over = The account’s subscription is over.
trouble-subscription-over-why = Without it the API closes after 30 days.
trouble-subscription-over-next = Ask whoever pays for the account to renew it.

trouble-blocked = The account or your IP address is blocked.
trouble-blocked-why = That happens after too many requests, sometimes of another program.
trouble-blocked-next = Only the platform’s support can lift it: write to them with your IP address and the account.

trouble-forbidden = This user may not do that.
trouble-forbidden-why = The rights of whoever allowed access are not enough.
trouble-forbidden-next = Let an administrator of the account allow access.

trouble-no-such-account = There is no account at this address.
trouble-no-such-account-why = It was mistyped, or the account was renamed.
trouble-no-such-account-next = Check the address: it is the one in your browser when you work in the account.

trouble-nothing-found = Nothing was found.
trouble-nothing-found-why = What was asked for does not exist, or this user may not see it.
trouble-nothing-found-next = Check the number.

trouble-bad-request = amoCRM does not accept this request.
trouble-bad-request-why = Something in its path, its parameters or its body does not fit.
trouble-bad-request-next = Read the answer: it names what does not fit.

trouble-too-many-requests = Too many requests.
trouble-too-many-requests-why = The account counts the requests of all its programs together.
trouble-too-many-requests-next = Wait a little and try again.

trouble-too-many-requests-for = Too many requests.
trouble-too-many-requests-for-why = The account counts the requests of all its programs together.
trouble-too-many-requests-for-next = Try again in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.

trouble-server-error = The server has a trouble of its own.
trouble-server-error-why = That is not your doing, and nothing is lost.
trouble-server-error-next = Try again in a minute.

trouble-bad-answer = The server’s answer cannot be read.
trouble-bad-answer-why = It was cut on its way, or came from something in between: a proxy, a login page of a network.
trouble-bad-answer-next = Check the connection, then try again. A code that was sent may be used up: then allow access once more.

trouble-unreachable = The server cannot be reached.
trouble-unreachable-why = No connection, a firewall, or the name cannot be found.
trouble-unreachable-next = Check the connection and the proxy, then try again.

trouble-timed-out = The server did not answer in time.
trouble-timed-out-why = The connection is slow, or the server is busy.
trouble-timed-out-next = Try again.

trouble-untrusted = The server’s certificate is not trusted.
trouble-untrusted-why = Something in between may be reading along: a company proxy, an antivirus. Or this computer’s clock is wrong.
trouble-untrusted-next = Check the clock. Behind a company proxy, set SSL_CERT_FILE to its certificate.

trouble-store-locked = The keychain is locked.
trouble-store-locked-why = Nobody has unlocked it, or there is no keyring in it.
trouble-store-locked-next = Unlock it and try again. On a server without a desktop, run amokey inside dbus-run-session and unlock gnome-keyring-daemon there.

trouble-store-missing = There is no keychain here.
trouble-store-missing-why = No keychain service (Secret Service) runs in this session. That is usual on servers and in containers.
trouble-store-missing-next = Start GNOME Keyring or KWallet and try again. On a server without a desktop, keep tokens in a sealed file: amokey store init --key-file PATH, then amokey config set store file.

trouble-store-timed-out = The keychain did not answer in time.
trouble-store-timed-out-why = It may be waiting for you in another window.
trouble-store-timed-out-next = Look for its window, then try again.

trouble-store-full = The keychain does not take the tokens.
trouble-store-full-why = It is full, or does not take an entry of this size.
trouble-store-full-next = Delete entries you no longer need and try again.

trouble-store-read-only = The keychain refused to write.
trouble-store-read-only-why = It can be read, but not changed.
trouble-store-read-only-next = Allow amokey to write in the settings of the keychain and try again.

trouble-store-damaged = What is in the keychain cannot be read.
trouble-store-damaged-why = The entry is damaged: something other than amokey changed it.
trouble-store-damaged-next = Bring it back from a backup of the keychain. Without one, delete it with amokey forget and connect the account once more.

trouble-store-doubled = The keychain has two entries for this profile.
trouble-store-doubled-why = Something other than amokey made a second one, and which of them holds is not known.
trouble-store-doubled-next = Delete the wrong one in the program of the keychain itself. Or delete both with amokey forget and connect the account once more.

trouble-store-newer = A newer amokey wrote what is in the keychain.
trouble-store-newer-why = This version does not know its form and leaves it alone.
trouble-store-newer-next = Update amokey. To do without it, delete it with amokey forget and connect the account once more.

trouble-store-not-listable = The list of profiles is empty, and this keychain does not tell what is in it.
trouble-store-not-listable-why = Profiles may be there all the same: their names cannot be found out.
trouble-store-not-listable-next = Bring the list (ledger.sqlite) back from a backup, or name the profile: amokey token NAME puts it on the list again.

trouble-sealed-absent = There is no sealed file yet: { $path }
trouble-sealed-absent-why = The settings say that tokens are kept in a sealed file, and nobody has made one.
trouble-sealed-absent-next = Make one with: amokey store init

trouble-sealed-exists = There is a sealed file already: { $path }
trouble-sealed-exists-why = It may hold tokens, so it is never replaced by an empty one.
trouble-sealed-exists-next = Use it as it is, or move it away first.

trouble-sealed-foreign = This is not a sealed file of amokey: { $path }
trouble-sealed-foreign-why = Something else lies under its name. It was not touched.
trouble-sealed-foreign-next = Move it away, then bring the sealed file back or make one with: amokey store init

trouble-sealed-newer = The sealed file was written by a newer amokey: { $path }
trouble-sealed-newer-why = This version does not know its form and leaves it alone.
trouble-sealed-newer-next = Update amokey.

trouble-sealed-damaged = The sealed file is damaged: { $path }
trouble-sealed-damaged-why = Something in it was changed, cut off or moved. Nothing was written to it.
trouble-sealed-damaged-next = Bring it back from a backup. Without one, move it away, run amokey store init and connect the accounts once more.

trouble-sealed-unusable = The sealed file could not be read or written: { $path }
trouble-sealed-unusable-why = The system refused. What was in it is still there.
trouble-sealed-unusable-next = Check free space and the permissions of the folder, then try again.

trouble-sealed-held = Another process holds the sealed file: { $path }
trouble-sealed-held-why = It was waited for. Whoever holds it writes to a slow disk, or was stopped.
trouble-sealed-held-next = Look for another amokey that is running, then try again.

trouble-sealed-wrong-key = This key does not open the sealed file: { $path }
trouble-sealed-wrong-key-why = The file is whole, but it was sealed with another key or passphrase.
trouble-sealed-wrong-key-next = See which key is used with amokey store show, and give the one it was made with.

trouble-sealed-no-key = No key for the sealed file: { $path }
trouble-sealed-no-key-why = The settings name no key file, no other key was found, and there is no terminal to ask for a passphrase.
trouble-sealed-no-key-next = Name the key file: amokey config set key_file PATH

trouble-sealed-key-exposed = Others can read or change the key file: { $path }
trouble-sealed-key-exposed-why = Whoever has the key has all tokens, so it is not used.
trouble-sealed-key-exposed-next = Close it with: chmod 600 { SHELL($path) }

trouble-sealed-key-not-ours = The key file belongs to another user: { $path }
trouble-sealed-key-not-ours-why = Its owner could replace the key at any time, so it is not used.
trouble-sealed-key-not-ours-next = Make it yours with: sudo chown `id -u` { SHELL($path) }

trouble-sealed-key-not-made = The key file could not be made: { $path }
trouble-sealed-key-not-made-why = The folder cannot be written, or its disk is full. Nothing was left there.
trouble-sealed-key-not-made-next = Make room, or choose another place for it.

trouble-sealed-key-unusable = The key file cannot be used: { $path }
trouble-sealed-key-unusable-why = It is missing, cannot be read, or holds no key: a key is 64 hexadecimal digits or 32 bytes.
trouble-sealed-key-unusable-next = Check the path that amokey config get key_file tells, or bring the key back from a backup.

trouble-in-another-store = The tokens of { $name } are in another store.
trouble-in-another-store-why = amokey looks only in the store that is in use, and they are not there.
trouble-in-another-store-next = Use that one: amokey config set store { $store }. Or move them here with amokey store move.

trouble-in-both-stores = { $name } is in both stores, and not the same in each.
trouble-in-both-stores-why = They hold different connections. Neither is deleted for the other.
trouble-in-both-stores-next = Keep one: delete the other with amokey forget { SHELL($name) }, with AMOKEY_STORE set to the store it is in.

trouble-home-refused-not-ours = This belongs to another user: { $path }
trouble-home-refused-not-ours-why = Whoever made it may have written commands into it that amokey would run as you, so it is not used.
trouble-home-refused-not-ours-next = Run amokey as its owner, or set AMOKEY_HOME to a folder of your own.

trouble-home-refused-writable = Others may change what amokey trusts: { $path } (mode { $mode })
trouble-home-refused-writable-why = Whoever may write there can have amokey run commands as you, so it is not used.
trouble-home-refused-writable-next = Close it with: chmod -R go-rwx { SHELL($path) }

trouble-home-refused-dangling = This is a link that leads nowhere: { $path }
trouble-home-refused-dangling-why = Whoever makes what it leads to would be believed, so nothing is made there.
trouble-home-refused-dangling-next = Bring back what it leads to, or delete the link.

trouble-ledger-damaged = amokey’s list of profiles is damaged.
trouble-ledger-damaged-why = The file was changed or cut from outside. The tokens are kept elsewhere and are not touched.
trouble-ledger-damaged-next = Move the file away as amokey doctor says: the profiles come back from the store.

trouble-row-unreadable = The row of { $name } in amokey’s list of profiles cannot be read.
trouble-row-unreadable-why = It was changed from outside. The tokens are kept elsewhere and are not touched.
trouble-row-unreadable-next = It is written anew by: amokey refresh { SHELL($name) }

trouble-ledger-newer = A newer amokey has been here.
trouble-ledger-newer-why = This version does not know its list of profiles, and leaves it alone.
trouble-ledger-newer-next = Update amokey.

trouble-disk-full = The disk is full.
trouble-disk-full-why = Nothing more can be written.
trouble-disk-full-next = Make room and try again.

trouble-ledger-unavailable = amokey’s folder cannot be used.
trouble-ledger-unavailable-why = It cannot be read or written.
trouble-ledger-unavailable-next = Check the rights of the folder, or name another one in AMOKEY_HOME.

trouble-busy = Another amokey works on this profile.
trouble-busy-why = Two at once would destroy each other’s tokens.
trouble-busy-next = Wait until it is done and try again.

trouble-busy-by = Another amokey works on this profile: { $holder }.
trouble-busy-by-why = Two at once would destroy each other’s tokens.
trouble-busy-by-next = Wait until it is done and try again.

trouble-no-browser = No browser could be started.
trouble-no-browser-why = There may be none on this computer.
trouble-no-browser-next = Open the address yourself, in any browser.

trouble-no-such-profile = There is no profile called { $name }.
trouble-no-such-profile-why = It was mistyped, renamed or deleted.
trouble-no-such-profile-next = Choose one that exists, or set it up.
trouble-no-such-profile-near = There is no profile called { $name }.
trouble-no-such-profile-near-why = Did you mean { $near }?
trouble-no-such-profile-near-next = Choose one that exists, or see them all: amokey status

trouble-name-taken = There is a profile called { $name } already.
trouble-name-taken-why = A name stands for one account, and another profile or an unfinished setup has this one.
trouble-name-taken-next = Choose another name, or delete that one first: amokey forget { SHELL($name) }

trouble-record-missing = The tokens of { $name } are gone.
trouble-record-missing-why = The list knows this profile, and the store has nothing for it: an older copy was put back, or the folder came without its keychain.
trouble-record-missing-next = Bring the store back from a backup, or allow access once more; the secret key of the integration is asked for again (without the screen: --client-secret -). Kommo shows it only once, and a new one cuts off every program that uses the old.

trouble-needs-authorization = { $name } has to be authorized.
trouble-needs-authorization-why = It has no tokens that are still accepted.
trouble-needs-authorization-next = Allow access once more: everything else is kept.

trouble-elsewhere = Another program looks after the tokens of { $name }.
trouble-elsewhere-why = Two owners of one refresh token destroy each other's.
trouble-elsewhere-next = To take the account back, allow access once more.

trouble-packed = { $name } went away from here in a pack: { $file }
trouble-packed-why = Whoever unpacked it looks after the tokens. Two owners of one refresh token destroy each other's.
trouble-packed-next = As long as nobody has unpacked it elsewhere, it is taken back by the command below. Afterwards pack it there and unpack that here, or connect the account anew: amokey authorize { SHELL($name) }

trouble-internal = Something went wrong inside amokey.
trouble-internal-why = That is our mistake, not yours.
trouble-internal-next = Try again. If it happens once more, report it with the words in brackets.
