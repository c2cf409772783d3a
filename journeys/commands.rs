//! What an administrator types beside the running server.

use crate::server::Server;

const POLICY: &str = include_str!("../domain/samples/policy.txt");

const SHEET: &[u8] = b"Theme,Code,Measure,Unit,Value\n\
    Work,OC1,People hired,people,12.5\n\
    ,OC2,Weeks of training,weeks,\n";

#[test]
fn p1_2a_an_own_copy_of_a_framework_and_a_policy_are_read_in_by_a_command() {
    let server = Server::start("demo");
    let sheet = server.file("own.csv", SHEET);
    let import = ["framework", "import", sheet.to_str().unwrap()];
    let with = |more: &[&'static str]| [&import[..], more].concat();
    let about = &[
        "--permitted",
        "--title=Own measures",
        "--edition=2025",
        "--publisher=A Publisher",
        "--licence=Agreement 17",
    ];
    assert!(server.refused(&import).contains("--permitted"));
    assert!(server.refused(&with(&about[..2])).contains("--edition"));
    let said = server.run(&with(about));
    assert!(
        said.contains("Own measures, edition 2025, is adopted. Themes: 1; measures: 2."),
        "{said}"
    );
    let again = server.refused(&with(about));
    assert!(again.contains("is adopted already"), "{again}");
    let broken = server.file("broken.csv", b"Theme,Code,Measure,Unit\nWork,OC1,,\n");
    let about_broken = [
        &["framework", "import", broken.to_str().unwrap()],
        &about[..],
    ]
    .concat();
    let broken = server.refused(&about_broken);
    assert!(
        broken.contains("nothing was adopted:\n  Line 2"),
        "{broken}"
    );

    let newer = POLICY.replace("V2026MLW 1", "V2026MLW 2");
    let policy = server.file("policy.txt", newer.as_bytes());
    let said = server.run(&["policy", "import", policy.to_str().unwrap()]);
    assert!(said.contains("version: V2026MLW 2"), "{said}");
    let again = server.refused(&["policy", "import", policy.to_str().unwrap()]);
    assert!(
        again.contains("a changed policy needs a new version"),
        "{again}"
    );
    let said = server.run(&["verify"]);
    assert!(said.contains("all as they should be"), "{said}");
}
