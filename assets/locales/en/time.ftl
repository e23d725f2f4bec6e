left-moments = moments
left-minutes = { $minutes } min
left-hours = { $hours } h
left-hours-minutes = { $hours } h { $minutes } m
left-day-hours = 1 day { $hours } h
left-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
ago-moments = just now
ago-minutes = { $minutes } min ago
ago-hours = { $hours } h ago
ago-days = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
day-month = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
day-at-time = { $day } at { $time }
day-at-eleven = { $day } at { $time }
