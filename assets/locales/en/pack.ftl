# To another machine: amokey pack, amokey unpack.

cli-about-pack = Pack all profiles into one sealed file: for another machine, or with --copy as a backup
cli-about-unpack = Take profiles out of a pack
cli-arg-pack = The file of the pack
cli-arg-copy = Make a backup: this home goes on as before
cli-arg-replace-pack = Replace a file of this name
cli-arg-again = Take profiles that were taken from this file before

pack-passphrase = Passphrase of the pack:
pack-passphrase-new = New passphrase of the pack:
pack-passphrase-short = The passphrase of a pack has at least 8 characters: a shorter one is guessed.
pack-no-pipe = A pack is read back before anything is given away, so it is a file. Name one: amokey pack FILE
pack-part-name = A name that ends with .part belongs to packs that are not finished. Take another one.
pack-memory = AMOKEY_STORE=memory forgets everything when the program ends: there is nothing to pack, and nothing would stay that is unpacked. Set AMOKEY_STORE to keychain or file.
pack-done = { $count ->
    [one] { $count } profile is packed: { $path }
   *[other] { $count } profiles are packed: { $path }
}
pack-done-next = This home does not refresh them any more: whoever unpacks the file looks after them. Carry it to the other machine, unpack it there, and there alone:
pack-copy-next = It is a copy: everything goes on here. A refresh token works once, so after the next refresh here the one in the copy is worth nothing. If this home is lost:
pack-left-away = { $name } is not in it: it went away in { $path } before.
pack-nothing = There is nothing to pack: no profile of this home is here.
pack-exists = { $path } is there already. Take another name, or replace it with --force.
pack-holds-ours = { $path } holds profiles of this home, and nobody else may have them. It is not replaced: take another name.
pack-part-in-the-way = The beginning of another pack is in the way: { $path }. If nobody needs it, replace it with --force.
pack-absent = There is no file { $path }.
pack-foreign = { $path } is not a pack of amokey.
pack-newer = { $path } was packed by a newer amokey. Update this one, then try again.
pack-damaged = { $path } is damaged: it was changed or cut off on its way. Nothing was taken from it. Copy it here once more from where it was packed.
pack-wrong-passphrase = The passphrase does not open { $path }. The file is whole: try again.
pack-held = Somebody else is unpacking { $path } at this moment. Try again when they are done.
pack-unfinished = The pack { $path } was begun and never finished, so it gives nothing away. Run amokey pack again on the machine where it was begun.
pack-unusable = { $path } cannot be read or written: { $reason }
pack-half-way = Some profiles are marked for { $path }, which could not be finished, and could not be taken back either: { $reason } Nobody else has them. To take them back:

unpack-taken-back = The pack was never finished. These profiles are in use here again: { $names }
unpack-question = Take them? [y/N]
unpack-needs-yes = Nobody can be asked here. If that is wanted, add --yes.
unpack-copy = This is a copy, made { $at } on { $host }.
unpack-copy-fresh = If that home goes on with these profiles, do not use both: two owners of one refresh token destroy each other.
unpack-copy-spent = The access tokens of these have ended since. If anybody has refreshed them there, the refresh tokens of the copy are spent, and the accounts have to be connected again: { $names }
unpack-comes-back = These profiles went away from here in this file: { $names }. If somebody has unpacked a copy of it elsewhere, they have the tokens now: two owners of one refresh token destroy each other. Then pack them there, and unpack that here.
unpack-again = { $host } has taken profiles from this file, { $at }: { $names }. Whoever has refreshed them since has other tokens, and those in the file are spent.
unpack-taken = { $name }: taken; this home looks after it now
unpack-taken-elsewhere = { $name }: taken; another program looks after its refresh token, as before
unpack-here = { $name }: is here already
unpack-kept-newer = { $name }: what is here is newer than the copy, and stays
unpack-exports = { $count ->
    [one] { $count } kept export came along. The next amokey refresh writes it, at the same path as there.
   *[other] { $count } kept exports came along. The next amokey refresh writes them, at the same paths as there.
}
unpack-settings = The settings came along: { $path }
unpack-next = To refresh them unattended here: amokey schedule install
unpack-not-in-pack = There is no profile { $name } in { $path }.
unpack-taken-before = { $name } was taken from { $path } before: by { $host }, { $at }. If that machine is gone, add --again.
unpack-another = { $name } stands for another account or integration here, and stays as it is. Give the one here another name (amokey rename { SHELL($name) } NEW), then unpack { $name } once more.
unpack-in-use = { $name } is connected to the same account here already, and stays as it is.
unpack-elsewhere = Somebody else looks after { $name }, and the copy would make two owners. To take the account back: amokey authorize { SHELL($name) }
