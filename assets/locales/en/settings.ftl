# Settings: where each comes from, and what is wrong with a line of the file.

settings-heading = Settings of amokey. What can be said here, and what holds: amokey config list
settings-from-file = { $path }, line { $line }
settings-from-default = default
settings-variable-wins = It is remembered, but { $variable } is set in the environment, and comes first.
settings-schedule-wins = The schedule was installed with a { $name } of its own, which comes first there. To let it follow the settings: amokey schedule install
settings-unreadable = this line is not NAME = VALUE, or repeats a name.
settings-unknown = there is no setting “{ $name }”.
settings-near = there is no setting “{ $name }”. Did you mean “{ $near }”?
settings-not-followed = { $count ->
    [one] This line is not followed; everything else is. Mend it with:
   *[other] These lines are not followed; everything else is. Mend them with:
}
settings-one-of = { $name } takes one of these: { $valid }.
settings-takes-path = { $name } takes the full path of a file.
settings-takes-profile = { $name } takes the name of a profile.
settings-takes-port = { $name } takes a number from 1 to 65535.
settings-takes-filter = { $name } takes a filter in one line; what may be in it: amokey help filters
settings-no-editor = Nobody can be asked here. Change a setting with: amokey config set NAME VALUE
settings-editor-failed = The editor “{ $editor }” ended with an error ({ $reason }). Nothing was changed. Name another one in EDITOR.
settings-kept = Nothing was changed. What you wrote is kept in { $path }
