//! JSON laid out for people, from the text as it was sent: the order of members and the digits of
//! numbers stay as they are; lines are filled.

/// The most characters of a line.
const WIDTH: usize = 92;

/// Lays out a body; one that is no object and no list stays as it is.
pub(crate) fn laid_out(body: &str) -> String {
    lay(body, 0)
}

fn lay(value: &str, depth: usize) -> String {
    let one_line = spaced(value);
    let Some((open, inside, close)) = brackets(value) else {
        return one_line;
    };
    if 2 * depth + one_line.len() <= WIDTH {
        return one_line;
    }
    let indent = "  ".repeat(depth + 1);
    let mut text = open.to_owned();
    // The line so far, if more may be put on it.
    let mut line: Option<usize> = None;
    let parts = parts(inside);
    for (place, part) in parts.iter().enumerate() {
        let comma = if place + 1 < parts.len() { "," } else { "" };
        let (name, member) = match part.split_once(':') {
            Some((name, member)) if open == "{" => (format!("{name}: "), member),
            _ => (String::new(), *part),
        };
        let piece = format!("{name}{}{comma}", lay(member, depth + 1));
        let is_short = !piece.contains('\n') && brackets(member).is_none();
        match line {
            Some(length) if is_short && length + 1 + piece.len() <= WIDTH => {
                text.extend([" ", &piece]);
                line = Some(length + 1 + piece.len());
            }
            _ => {
                text.extend(["\n", &indent, &piece]);
                line = is_short.then_some(indent.len() + piece.len());
            }
        }
    }
    format!("{text}\n{}{close}", "  ".repeat(depth))
}

/// The brackets around an object or a list that has parts, and what is inside.
fn brackets(value: &str) -> Option<(&str, &str, &str)> {
    let open = value.get(..1).filter(|open| matches!(*open, "{" | "["))?;
    let inside = value
        .get(1..value.len() - 1)
        .filter(|inside| !inside.is_empty())?;
    Some((open, inside, value.get(value.len() - 1..)?))
}

/// The parts between the commas of the outermost level.
fn parts(inside: &str) -> Vec<&str> {
    let (mut parts, mut begin, mut depth) = (Vec::new(), 0, 0);
    for (place, character) in outside_texts(inside) {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.extend(inside.get(begin..place));
                begin = place + 1;
            }
            _ => {}
        }
    }
    parts.extend(inside.get(begin..));
    parts
}

/// A value on one line, with blanks after colons and commas.
fn spaced(value: &str) -> String {
    let mut text = value.to_owned();
    let places: Vec<_> = outside_texts(value)
        .filter(|(_, c)| matches!(c, ':' | ','))
        .collect();
    for (place, _) in places.into_iter().rev() {
        text.insert(place + 1, ' ');
    }
    text
}

/// The characters that stand in no quoted text.
fn outside_texts(json: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut in_text, mut escaped) = (false, false);
    json.char_indices().filter(move |(_, character)| {
        let was_in_text = in_text;
        in_text = if in_text {
            escaped || *character != '"'
        } else {
            *character == '"'
        };
        escaped = was_in_text && *character == '\\' && !escaped;
        !was_in_text && !in_text
    })
}

#[test]
fn a_body_is_laid_out_as_it_was_sent() {
    let short = r#"{"b":1.50,"a":["x, \"y: z\"",{}]}"#;
    assert_eq!(laid_out(short), r#"{"b": 1.50, "a": ["x, \"y: z\"", {}]}"#);
    let x = "x".repeat(60);
    let long = format!(r#"{{"list":["{x}","{x}"],"n":0,"m":[]}}"#);
    let expected =
        format!("{{\n  \"list\": [\n    \"{x}\",\n    \"{x}\"\n  ],\n  \"n\": 0, \"m\": []\n}}");
    assert_eq!(laid_out(&long), expected);
}
