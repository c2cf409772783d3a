//! Loading directories of places through the page, and asking them where a postcode lies.

use super::{Gazetteer, Located, store};
use crate::testing::{Page, TestApp, on_both};
use domain::people::Role;

/// Invented postcodes under the headings of 2019, one of them terminated.
const OLD: &str = "\u{feff}pcd,pcd2,pcds,dointr,doterm,oslaua,osward,lsoa11,imd
\"L1  9AA\",\"L1   9AA\",\"L1 9AA\",198001,,\"E08000012\",E05000886,E01006512,1
L20 9AB,L20  9AB,L20 9AB,198001,199512,E08000014,E05000932,E01007004,32844
M1 9AA,M1   9AA,M1 9AA,198001,,E08000003,E05000001,E01005000,10
";

/// The same under later headings, with areas of the 2021 census.
const NEW: &str = "PCD7,PCD8,PCDS,DOINTR,DOTERM,LAD25CD,WD25CD,LSOA21CD,IMD20IND
L1 9AA,L1 9AA,L1 9AA,198001,,E08000011,E05000886,E01033757,16422
";

fn load(test: &TestApp, name: &str, lines: &str) -> Page {
    let file = ("file", name, lines.as_bytes());
    let administrator = test.visitor(Role::Administrator);
    administrator.upload("/organisation/places", &[], file)
}

fn locate(test: &TestApp, postcode: &str) -> Option<Located> {
    test.read(|read| Gazetteer::open(read)?.locate(read, postcode))
}

#[test]
fn p1_1b_a_directory_places_postcodes_under_old_and_new_headings() {
    on_both(|test| {
        let administrator = test.visitor(Role::Administrator);
        administrator
            .get("/organisation/places")
            .says("Nothing is loaded yet");
        assert_eq!(load(test, "ONSPD_AUG_2019_UK.csv", OLD).status, 303);
        let page = administrator.get("/organisation/places");
        page.says("ONS Postcode Directory of August 2019")
            .says("3 read, 2 kept, 0 refused");
        let found = locate(test, "l1 9aa").unwrap();
        assert_eq!(found.area_code, "E08000012");
        assert_eq!(found.ward.as_deref(), Some("E05000886"));
        assert_eq!(found.lsoa.as_deref(), Some("E01006512"));
        assert_eq!(found.decile, Some(1));
        let method = "by postcode, ONS Postcode Directory of August 2019";
        assert_eq!(found.method, method);
        assert_eq!(locate(test, "L20 9AB").unwrap().decile, Some(10));
        assert_eq!(locate(test, "M1 9AA"), None);
        assert_eq!(locate(test, "ZZ99 9ZZ"), None);
        // Loading again replaces.
        assert_eq!(load(test, "ONSPD_NOV_2025_UK.csv", NEW).status, 303);
        let found = locate(test, "L1 9AA").unwrap();
        assert_eq!(
            (found.area_code.as_str(), found.decile),
            ("E08000011", Some(5))
        );
        assert_eq!(locate(test, "L20 9AB"), None);
        let file = test.evidence_file(NEW.as_bytes());
        assert!(!file.exists(), "the file is not kept");
        let log = test.visitor(Role::Auditor).get("/log");
        log.says("loaded places");
        assert!(!log.text().contains("L1 9AA"));
    });
}

#[test]
fn p1_1b_without_a_directory_the_outward_code_says_the_area_and_how() {
    on_both(|test| {
        let found = locate(test, "CH41 1AA").unwrap();
        assert_eq!(found.area_code, "E08000015");
        assert_eq!(found.method, "by outward code, about 95 % right");
        assert_eq!(found.decile, None);
        assert_eq!(locate(test, "L10 1AA"), None);
        assert_eq!(locate(test, "M1 1AA"), None);
    });
}

#[test]
fn p1_1b_deciles_from_a_file_of_their_own_win_and_are_named() {
    on_both(|test| {
        let deciles = "LSOA code (2021),LSOA name (2021),Local Authority District code (2024),\
Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)
E01033757,Liverpool 001A,E08000012,3
E01000002,Elsewhere 001A,E09000002,9
";
        assert_eq!(load(test, "imd.csv", deciles).status, 303);
        assert_eq!(load(test, "NSPL_NOV_2025_UK.csv", NEW).status, 303);
        let found = locate(test, "L1 9AA").unwrap();
        assert_eq!(found.decile, Some(3));
        let index = "Index of Multiple Deprivation 2025";
        assert_eq!(found.decile_method.as_deref(), Some(index));
        let administrator = test.visitor(Role::Administrator);
        administrator
            .get("/organisation/places")
            .says("2 read, 1 kept, 0 refused")
            .says(index);
    });
}

#[test]
fn lines_that_cannot_be_read_are_named_and_a_wrong_file_changes_nothing() {
    on_both(|test| {
        let odd = "pcds,laua,lsoa21,imd
L1 9AA,E08000012,E01006512,1
nonsense,E08000012,E01006512,1
L1 9AB,E08000012,E01006512
L1 9AC,E08000012,E01006512,many
L1 9AD,E08000012,E01006512,99999
";
        assert_eq!(load(test, "mine.csv", odd).status, 303);
        let administrator = test.visitor(Role::Administrator);
        administrator
            .get("/organisation/places")
            .says("5 read, 1 kept, 4 refused");
        let page = load(test, "mine.csv", "pcds,ward\nL1 9AA,E05000886\n");
        assert_eq!(page.status, 422);
        page.says("Missing: the local authority");
        let page = load(test, "mine.csv", "pcds,laua\nM1 9AA,E08000003\n");
        assert_eq!(page.status, 422);
        page.says("No line of it lies in your areas");
        assert_eq!(load(test, "mine.csv", "").status, 422);
        assert_eq!(administrator.post("/organisation/places", &[]).status, 422);
        assert!(locate(test, "L1 9AA").is_some(), "nothing was changed");
        let loads = test.read(store::loads);
        assert_eq!(loads.first().unwrap().rows, (5, 1, 4));
        let lead = test.visitor(Role::Lead);
        assert_eq!(lead.get("/organisation/places").status, 403);
    });
}

#[test]
fn the_lines_that_were_refused_are_named_by_their_number() {
    let text = "pcds,laua\nL1 9AA,E08000012\nnonsense,E08000012\nL1 9AB\n";
    let mut directory = super::directory::Directory::open(text.as_bytes()).unwrap();
    let areas = ["E08000012".to_owned()].into();
    while directory.next_of(&areas).unwrap().is_some() {}
    assert_eq!((directory.read, directory.refused), (3, 2));
    assert_eq!(directory.named, [3, 4]);
}
