use super::*;
use crate::monitoring::sha256_of;
use jiff::civil::date;

fn measure(theme: &SealedTheme) -> SealedMeasure {
    SealedMeasure {
        id: Uuid::from_u128(8),
        code: "M1".to_owned(),
        title: "Mock interviews".to_owned(),
        unit: "hours".to_owned(),
        theme: theme.clone(),
        target_thousandths: Some(10_000),
        evidenced_thousandths: 6_000,
        additional_thousandths: 3_000,
        unevidenced_thousandths: 1_500,
        by_grade: vec![
            SealedGrade {
                grade: 0,
                thousandths: 1_500,
            },
            SealedGrade {
                grade: 2,
                thousandths: 6_000,
            },
        ],
        by_area: vec![SealedArea {
            methods: Vec::new(),
            code: "E08000012".to_owned(),
            name: "Liverpool".to_owned(),
            thousandths: 6_000,
        }],
        by_partner: vec![SealedPartner {
            id: None,
            name: "No partner".to_owned(),
            thousandths: 6_000,
        }],
        entries: 3,
        rating: Some("improvement".to_owned()),
    }
}

fn sample() -> SealedReturn {
    let act = |by: &str, id: u128| SealedAct {
        by: by.to_owned(),
        by_id: Uuid::from_u128(id),
        at: "2025-11-05T12:00:00Z".parse().unwrap(),
    };
    let theme = SealedTheme {
        code: "T1".to_owned(),
        title: "Jobs".to_owned(),
    };
    SealedReturn {
        kind: SealedReturn::KIND.to_owned(),
        format: SealedReturn::FORMAT,
        organisation: SealedOrganisation {
            id: Uuid::from_u128(7),
            name: "Mersey Learning Works".to_owned(),
        },
        quarter: "2025-26-q1".to_owned(),
        period: SealedPeriod {
            from: date(2025, 8, 1),
            to: date(2025, 10, 31),
        },
        measures: vec![measure(&theme)],
        adjustments: Vec::new(),
        remarks: vec![SealedRemark {
            theme,
            remark: "Two sessions were called off.".to_owned(),
        }],
        elsewhere: Vec::new(),
        questions: Vec::new(),
        beside: SealedBeside::default(),
        prepared: act("Lead", 1),
        reviewed: act("Governance", 2),
        signed_off: SealedSignOff {
            by: "Governance".to_owned(),
            by_id: Uuid::from_u128(2),
            role: "Governance & Leadership".to_owned(),
            at: "2025-11-06T12:00:00Z".parse().unwrap(),
            meaning: MEANING.to_owned(),
        },
    }
}

#[test]
fn a_sealed_return_is_read_back_as_it_was() {
    let sealed = sample();
    let bytes = sealed.canonical();
    assert_eq!(SealedReturn::read(&bytes), Ok(sealed.clone()));
    assert_eq!(sealed.sha256(), sha256_of(&bytes));
}

#[test]
fn a_seal_has_this_shape_for_ever() {
    let text = String::from_utf8(sample().canonical()).unwrap();
    assert!(text.starts_with(
        "{\"adjustments\":[],\"format\":1,\"kind\":\"commonweal/return\",\"measures\":[{\"additional_thousandths\":3000,\"by_area\":[{\"code\":\"E08000012\",\"name\":\"Liverpool\",\"thousandths\":6000}],\"by_grade\":[{\"grade\":0,\"thousandths\":1500},"
    ), "{text}");
    assert!(text.contains("\"period\":{\"from\":\"2025-08-01\",\"to\":\"2025-10-31\"}"));
    assert!(text.contains("\"at\":\"2025-11-05T12:00:00Z\""));
}

#[test]
fn a_changed_figure_changes_the_hash() {
    let mut changed = sample();
    changed.measures[0].entries = 4;
    assert_ne!(changed.sha256(), sample().sha256());
}

#[test]
fn bytes_that_are_no_seal_are_refused_with_the_reason() {
    let text = String::from_utf8(sample().canonical()).unwrap();
    let refused = |text: String| SealedReturn::read(text.as_bytes()).unwrap_err();
    assert!(matches!(
        refused("null".to_owned()),
        SealRefused::Unreadable(_)
    ));
    assert!(matches!(
        refused(text.replacen("{\"adj", "{\"new\":1,\"adj", 1)),
        SealRefused::Unreadable(_)
    ));
    assert_eq!(
        refused(text.replace("commonweal/return", "commonweal/other")),
        SealRefused::OtherKind("commonweal/other".to_owned(), 1)
    );
    assert_eq!(
        refused(text.replacen("\"format\":1", "\"format\":2", 1)),
        SealRefused::OtherKind(SealedReturn::KIND.to_owned(), 2)
    );
    assert_eq!(refused(format!("{text} ")), SealRefused::NotCanonical);
    assert!(matches!(
        refused(text.replacen("\"entries\":3", "\"entries\":3.5", 1)),
        SealRefused::Unreadable(_)
    ));
}

#[test]
fn figures_that_do_not_add_up_are_refused_by_their_part() {
    for (part, change) in [("grade", 0_usize), ("area", 1), ("partner", 2)] {
        let mut sealed = sample();
        let measure = &mut sealed.measures[0];
        match change {
            0 => measure.by_grade[0].thousandths += 1,
            1 => measure.by_area[0].thousandths += 1,
            _ => measure.by_partner[0].thousandths += 1,
        }
        let refused = SealedReturn::read(&sealed.canonical()).unwrap_err();
        assert!(refused.to_string().contains(part), "{refused}");
    }
}

#[test]
fn p1_1e_a_theme_addressed_elsewhere_is_sealed_and_none_leaves_no_trace() {
    let none = String::from_utf8(sample().canonical()).unwrap();
    assert!(!none.contains("elsewhere"), "{none}");
    let mut marked = sample();
    marked.elsewhere.push(SealedElsewhere {
        theme: marked.measures[0].theme.clone(),
        document: "Green policy".to_owned(),
        kept_where: "Room 2".to_owned(),
    });
    let bytes = marked.canonical();
    assert_eq!(SealedReturn::read(&bytes), Ok(marked.clone()));
    let words = marked.elsewhere[0].words();
    assert_eq!(words, "Addressed in Green policy (Room 2)");
}
