//! What the program's own texts are never to say again: one word for one thing, one letter for one sound.

use std::path::Path;

/// What is not written in a language, and what is written instead.
const RUSSIAN: [(&str, &str); 16] = [
    ("продл", "обновить: токены не продлевают"),
    ("бессрочн", "долгосрочный"),
    ("efresh token", "refresh-токен"),
    ("ccess token", "access-токен"),
    ("рефреш", "refresh-токен"),
    ("REFRESH TOKEN", "REFRESH-ТОКЕН"),
    ("ACCESS TOKEN", "ACCESS-ТОКЕН"),
    ("Redirect URI", "ссылка для перенаправления"),
    ("незаконченн", "незавершённый"),
    ("ещё свеж", "ещё действует"),
    ("ещё годн", "ещё действует"),
    ("апечатанный файл", "зашифрованный файл"),
    ("хранилище секретов", "хранилище токенов"),
    ("имя не находится", "адрес сервера не находится (DNS)"),
    ("по пути кто-то", "соединение кто-то перехватывает"),
    ("amoCRM принял ", "amoCRM приняла"),
];

const UKRAINIAN: [(&str, &str); 25] = [
    ("подовж", "оновити: токени не подовжують"),
    ("безстроков", "довгостроковий"),
    ("efresh token", "refresh-токен"),
    ("ccess token", "access-токен"),
    ("рефреш", "refresh-токен"),
    ("REFRESH TOKEN", "REFRESH-ТОКЕН"),
    ("ACCESS TOKEN", "ACCESS-ТОКЕН"),
    ("Redirect URI", "посилання для перенаправлення"),
    ("\u{2019}", "\u{2bc}, the letter"),
    ("'", "\u{2bc}, the letter"),
    ("стандартний ввід", "стандартне введення"),
    ("стандартного вводу", "стандартного введення"),
    ("стандартному вводі", "стандартному введенні"),
    ("сесі", "сеанс"),
    ("файрвол", "фаєрвол"),
    ("нема ", "немає"),
    ("тут нікому", "немає кому"),
    ("тут нікого", "немає в кого"),
    ("Тисніть", "Натискайте"),
    ("незакінчен", "незавершений"),
    ("ще свіж", "ще діє"),
    ("ще чинн", "ще діє"),
    ("апечатаний файл", "зашифрований файл"),
    ("дорогою хтось", "зʼєднання хтось перехоплює"),
    ("amoCRM прийняв ", "amoCRM прийняла"),
];

#[test]
fn one_thing_has_one_name_in_a_language() {
    let mut wrong = Vec::new();
    for (lang, forbidden) in [("ru", &RUSSIAN[..]), ("uk", &UKRAINIAN[..])] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(lang);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'))
            {
                for (said, instead) in forbidden.iter().filter(|(said, _)| line.contains(said)) {
                    wrong.push(format!("{lang}/{name}:{number}: not \"{said}\" but {instead}"));
                }
                // The platforms are feminine here, in every sentence and in both languages.
                for verb in ["ответил «", "відповів «", "перестал ", "перестав "]
                {
                    if line.contains(&format!("{{ $platform }} {verb}")) {
                        wrong.push(format!("{lang}/{name}:{number}: {verb} of a platform"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
