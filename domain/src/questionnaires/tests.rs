use super::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const HOUSE: &str = include_str!("../../../frameworks/questionnaires/confidence.json");

fn question(better: Better) -> Question {
    Question {
        text: "I speak up".to_owned(),
        better,
        lowest: 1,
        highest: 5,
        words: BTreeMap::new(),
    }
}

fn set(directions: &[Better]) -> QuestionSet {
    QuestionSet {
        name: "Confidence".to_owned(),
        version: "1".to_owned(),
        licence: "CC0-1.0".to_owned(),
        attribution: "Us".to_owned(),
        source: "Us".to_owned(),
        questions: directions.iter().copied().map(question).collect(),
    }
}

/// A sheet; nought is a skipped question.
fn sheet(code: &str, half: Half, answers: &[i64]) -> Sheet {
    let answered = answers.iter().copied().enumerate();
    Sheet {
        code: PersonCode::new(code).unwrap(),
        half,
        answers: answered.filter(|(_, answer)| *answer != 0).collect(),
    }
}

fn three() -> QuestionSet {
    set(&[Better::Higher, Better::Lower, Better::Higher])
}

fn worked() -> Vec<Sheet> {
    vec![
        sheet("A", Half::Before, &[2, 4, 3]),
        sheet("B", Half::Before, &[3, 3, 0]),
        sheet("C", Half::Before, &[1, 5, 1]),
        sheet("D", Half::Before, &[5, 1, 5]),
        sheet("A", Half::After, &[4, 2, 3]),
        sheet("B", Half::After, &[3, 4, 5]),
        sheet("C", Half::After, &[2, 5, 2]),
        sheet("E", Half::After, &[1, 1, 1]),
    ]
}

fn means(of: Travelled) -> (usize, i64, i64, i64) {
    (
        of.people,
        of.before_hundredths,
        of.after_hundredths,
        of.change_hundredths,
    )
}

fn moved(of: Travelled) -> (usize, usize, usize) {
    (of.better, of.same, of.worse)
}

#[test]
fn p2_1d_the_distance_travelled_is_that_of_a_table_worked_by_hand() {
    let found = distance(&three(), &worked());
    assert_eq!((found.before, found.after, found.both), (4, 4, 3));
    assert_eq!(means(found.questions[0]), (3, 200, 300, 100));
    assert_eq!(moved(found.questions[0]), (2, 1, 0));
    assert_eq!(means(found.questions[1]), (3, 400, 367, -33));
    assert_eq!(moved(found.questions[1]), (1, 1, 1));
    assert_eq!(means(found.questions[2]), (2, 200, 250, 50));
    assert_eq!(moved(found.questions[2]), (1, 1, 0));
    // 19/9 before, 47/18 after.
    assert_eq!(means(found.overall), (3, 211, 261, 50));
    assert_eq!(moved(found.overall), (2, 0, 1));
    let rose = |code: &str| found.people[&PersonCode::new(code).unwrap()];
    assert_eq!(rose("A"), Ordering::Greater);
    assert_eq!(rose("B"), Ordering::Less);
}

#[test]
fn a_question_where_lower_is_better_counts_a_fall_as_better_and_shows_it_as_a_fall() {
    let sheets = [
        sheet("A", Half::Before, &[5]),
        sheet("A", Half::After, &[1]),
    ];
    let found = distance(&set(&[Better::Lower]), &sheets);
    assert_eq!(means(found.questions[0]), (1, 500, 100, -400));
    assert_eq!(moved(found.questions[0]), (1, 0, 0));
    assert_eq!(means(found.overall), (1, 100, 500, 400));
}

#[test]
fn of_two_sheets_by_one_person_at_one_asking_the_later_counts() {
    let sheets = [
        sheet("ab 12", Half::Before, &[1]),
        sheet("AB-12", Half::Before, &[3]),
        sheet("Ab12", Half::After, &[4]),
    ];
    let found = distance(&set(&[Better::Higher]), &sheets);
    assert_eq!((found.before, found.after, found.both), (1, 1, 1));
    assert_eq!(means(found.overall), (1, 300, 400, 100));
}

#[test]
fn an_answer_off_the_scale_and_a_question_nobody_asked_are_left_out() {
    let sheets = [
        sheet("A", Half::Before, &[9, 1]),
        sheet("A", Half::After, &[4, 1]),
    ];
    let found = distance(&set(&[Better::Higher]), &sheets);
    assert_eq!((found.both, found.overall.people), (1, 0));
    assert!(found.people.is_empty());
}

#[test]
fn a_half_of_a_hundredth_is_rounded_up_also_below_nought() {
    // 200 people, of whom one moves by one point: half a hundredth.
    let one_moves = |from: i64, to: i64| {
        let sheets: Vec<Sheet> = (0..200)
            .flat_map(|person| {
                let (first, second) = if person == 0 { (from, to) } else { (3, 3) };
                let code = format!("P{person}");
                [
                    sheet(&code, Half::Before, &[first]),
                    sheet(&code, Half::After, &[second]),
                ]
            })
            .collect();
        let found = distance(&set(&[Better::Higher]), &sheets);
        found.questions[0].change_hundredths
    };
    assert_eq!(one_moves(3, 4), 1);
    assert_eq!(one_moves(4, 3), 0);
}

#[test]
fn asking_the_other_way_round_turns_better_into_worse_for_every_pair_of_answers() {
    let directions = [Better::Higher, Better::Lower];
    for number in 0..625_i64 {
        let point = |power: u32| number / 5_i64.pow(power) % 5 + 1;
        let first = [point(0), point(1)];
        let second = [point(2), point(3)];
        let sheets = |one: &[i64], two: &[i64]| {
            let of = [sheet("A", Half::Before, one), sheet("A", Half::After, two)];
            distance(&set(&directions), &of)
        };
        let there = sheets(&first, &second);
        let back = sheets(&second, &first);
        let both = there.questions.iter().zip(&back.questions);
        for (one, two) in both.chain([(&there.overall, &back.overall)]) {
            assert_eq!((one.better, one.worse), (two.worse, two.better));
            assert_eq!(one.change_hundredths, -two.change_hundredths);
            assert_eq!(one.better + one.same + one.worse, one.people);
        }
    }
}

#[test]
fn the_order_of_people_changes_nothing() {
    let mut sheets = worked();
    let found = distance(&three(), &sheets);
    sheets.reverse();
    assert_eq!(distance(&three(), &sheets), found);
}

#[test]
fn means_of_a_few_people_are_for_those_who_may_see_learners() {
    assert_eq!(Told::of(0, Sees::Learners), Told::Nobody);
    assert_eq!(Told::of(4, Sees::Totals), Told::Hidden);
    assert_eq!(Told::of(4, Sees::Learners), Told::Few(4));
    assert_eq!(Told::of(5, Sees::Totals), Told::Few(5));
    assert_eq!(Told::of(9, Sees::Totals), Told::Few(9));
    assert_eq!(Told::of(10, Sees::Totals), Told::Enough);
    let said = Told::Few(8).sentence().unwrap();
    assert_eq!(
        said,
        "8 people: too few to say more than what these 8 said."
    );
    assert_eq!(Told::Enough.sentence(), None);
}

#[test]
fn a_code_is_letters_and_digits() {
    assert_eq!(PersonCode::new(" hi-07 a ").unwrap().as_str(), "HI07A");
    assert_eq!(PersonCode::new(" - "), Err(CodeProblem::Empty));
    assert_eq!(PersonCode::new("a@b"), Err(CodeProblem::Signs));
    assert_eq!(PersonCode::new(&"a".repeat(21)), Err(CodeProblem::Long));
}

#[test]
fn the_house_set_says_its_licence_and_has_words_at_every_point() {
    let house = question_set_from_json(HOUSE).unwrap();
    assert_eq!(house.licence, "CC0-1.0");
    assert_eq!(house.questions.len(), 6);
    for question in &house.questions {
        assert_eq!((question.lowest, question.highest), (1, 5));
        assert_eq!(question.words.len(), 5);
    }
}

#[test]
fn a_file_is_refused_with_everything_wrong_in_it() {
    let text = r#"{"name": "Ours", "version": "1", "licence": " ", "source": "Us", "price": 3,
      "questions": [
        {"text": "One", "better": "higher", "lowest": 0, "highest": 10,
         "words": {"0": "Not at all", "10": "Completely"}},
        {"text": "Two", "better": "up", "lowest": 5, "highest": 1, "words": {"7": "Often"}}]}"#;
    let problems = question_set_from_json(text).unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let fields: Vec<&str> = said
        .iter()
        .filter_map(|said| said.split(':').next())
        .collect();
    assert_eq!(
        fields,
        [
            "file, price",
            "question 2, better",
            "question 2",
            "question 2, words, 7",
            "question 2, words",
            "question 2",
            "licence",
            "attribution",
        ]
    );
}

#[test]
fn a_text_that_no_page_can_show_is_refused_where_it_stands() {
    let long = "x".repeat(301);
    let text = HOUSE
        .replace("Written for Commonweal", &long)
        .replace("I ask for help", "I ask\\u0000 for help")
        .replacen("Partly true", "Partly\\ntrue", 1);
    let problems = question_set_from_json(&text).unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["question 1, words, 3", "question 3, text", "source"]
            .map(|field| format!("{field}: 300 characters at most, in one line"))
    );
}

#[test]
fn what_is_not_json_is_refused_with_its_line() {
    let problems = question_set_from_json("{\n\"name\": oops}").unwrap_err();
    assert_eq!(problems, [SetProblem::NotJson { line: 2 }]);
    let empty = question_set_from_json("[]").unwrap_err();
    assert!(empty.contains(&SetProblem::Count(0)));
}
