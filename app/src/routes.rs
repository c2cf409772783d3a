//! Every address, who may use it, and nothing else.

use crate::visit::{Answer, Visit};
use crate::{
    activities, checkpoints, compliance, contracts, double_counts, evidence, feedback,
    figure_passports, follow_ups, framework, home, imports, learners, ledger, monitoring,
    objectives, organisation, packs, partners, people, places, policy, publication, questionnaires,
    records, reports, stakeholders, valuation,
};
use documents::Format;
use domain::people::Action;

/// Who may use an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody, also without signing in.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Whoever may do this.
    May(Action),
}

/// One address with its method.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) answer: fn(&mut Visit<'_>) -> Answer,
    /// Whether it shows exact numbers of people, which is logged.
    pub(crate) logged: Option<()>,
}

/// What stands at the end of the address of a document, which has an address for each kind of file.
pub(crate) const ENDING: &str = ".{ending}";

impl Route {
    /// Its addresses: one, or one for each kind of file that a document is made as.
    pub(crate) fn addresses(&self) -> Vec<String> {
        match self.path.strip_suffix(ENDING) {
            Some(document) => Format::ALL
                .map(|format| format!("{document}.{}", format.ending()))
                .to_vec(),
            None => vec![self.path.to_owned()],
        }
    }
}

const fn get(path: &'static str, access: Access, answer: fn(&mut Visit<'_>) -> Answer) -> Route {
    Route {
        method: "GET",
        path,
        access,
        answer,
        logged: None,
    }
}

/// A page with small numbers of people as they are: that somebody saw it is logged once a day.
const fn exact(route: Route) -> Route {
    Route {
        logged: Some(()),
        ..route
    }
}

const fn post(path: &'static str, access: Access, answer: fn(&mut Visit<'_>) -> Answer) -> Route {
    Route {
        method: "POST",
        path,
        access,
        answer,
        logged: None,
    }
}

use Access::{Anyone, May, SignedIn};
use Action as A;

/// The first row of every page: words, address, and who sees it.
pub(crate) const NAVIGATION: &[(&str, &str, Action)] = &[
    ("Dashboard", "/dashboard", A::SeePractice),
    ("Activities", "/activities", A::SeePractice),
    ("Entries", "/entries", A::SeePractice),
    ("Learners", "/learners", A::SeePractice),
    ("Partners", "/partners", A::SeePractice),
    ("Feedback", "/feedback", A::SeePractice),
    ("Framework", "/framework", A::SeePractice),
    ("Returns", "/returns", A::SeeSigned),
    ("Reports", "/reports", A::SeeSigned),
    ("Policy", "/policy", A::SeePractice),
    ("Log", "/log", A::SeeLog),
    ("People", "/people", A::ManagePeople),
    ("Settings", "/organisation", A::ManageOrganisation),
];

/// Every address, one a line so that the table reads as one.
#[rustfmt::skip]
pub(crate) const ROUTES: &[Route] = &[
    // people
    get("/sign-in", Anyone, people::sign_in::page),
    post("/sign-in", Anyone, people::sign_in::submit),
    post("/sign-out", SignedIn, people::sign_in::leave),
    get("/link/{token}", Anyone, people::link::page),
    post("/link/{token}", Anyone, people::link::submit),
    get("/account/password", SignedIn, people::password::page),
    post("/account/password", SignedIn, people::password::submit),
    get("/people", May(A::ManagePeople), people::list::page),
    get("/people/invite", May(A::ManagePeople), people::invite::page),
    post("/people/invite", May(A::ManagePeople), people::invite::submit),
    get("/people/{id}", May(A::ManagePeople), people::change::page),
    post("/people/{id}", May(A::ManagePeople), people::change::submit),
    post("/people/{id}/link", May(A::ManagePeople), people::change::new_link),
    // organisation
    get("/set-up/{token}", Anyone, organisation::set_up::page),
    post("/set-up/{token}", Anyone, organisation::set_up::submit),
    get("/organisation", May(A::ManageOrganisation), organisation::settings::page),
    post("/organisation", May(A::ManageOrganisation), organisation::settings::submit),
    // places
    get("/organisation/places", May(A::ManageOrganisation), places::load::page),
    post("/organisation/places", May(A::ManageOrganisation), places::load::submit),
    // framework
    get("/framework", May(A::SeePractice), framework::show::page),
    get("/framework/adopt", May(A::AdoptFramework), framework::adopt::page),
    post("/framework/adopt", May(A::AdoptFramework), framework::adopt::submit),
    get("/framework/crosswalks", May(A::SeePractice), framework::crosswalks::page),
    post("/framework/crosswalks", May(A::AdoptFramework), framework::crosswalks::submit),
    post("/framework/crosswalks/remove", May(A::AdoptFramework), framework::crosswalks::remove),
    get("/measures/{id}", May(A::SeePractice), framework::measure::page),
    get("/targets", May(A::SeePractice), framework::targets::page),
    post("/targets", May(A::SetTarget), framework::targets::submit),
    get("/measures/{id}/value", May(A::SeePractice), valuation::measure::page),
    post("/measures/{id}/value", May(A::AdoptFramework), valuation::measure::submit),
    get("/value", May(A::SeePractice), valuation::show::page),
    post("/value/investments", May(A::AdoptFramework), valuation::account::invest),
    post("/value/investments/remove", May(A::AdoptFramework), valuation::account::take_away),
    post("/value/principles", May(A::AdoptFramework), valuation::account::answer),
    get("/value/settings", May(A::SeePractice), valuation::settings::page),
    post("/value/settings", May(A::AdoptFramework), valuation::settings::submit),
    get("/themes/{id}", May(A::SeePractice), framework::theme::page),
    post("/themes/{id}", May(A::ManageObjectives), framework::theme::submit),
    post("/themes/{id}/here", May(A::ManageObjectives), framework::theme::remove),
    // objectives
    get("/objectives", May(A::SeePractice), objectives::list::page),
    get("/objectives/new", May(A::ManageObjectives), objectives::edit::new_page),
    post("/objectives/new", May(A::ManageObjectives), objectives::edit::new_submit),
    get("/objectives/coverage", May(A::SeePractice), objectives::coverage::page),
    get("/objectives/{id}", May(A::SeePractice), objectives::show::page),
    get("/objectives/{id}/change", May(A::ManageObjectives), objectives::edit::page),
    post("/objectives/{id}/change", May(A::ManageObjectives), objectives::edit::submit),
    post("/objectives/{id}/link", May(A::ManageObjectives), objectives::link::submit),
    post("/objectives/{id}/unlink", May(A::ManageObjectives), objectives::link::remove),
    // contracts
    get("/contracts", May(A::SeePractice), contracts::list::page),
    get("/contracts/new", May(A::ManageObjectives), contracts::edit::new_page),
    post("/contracts/new", May(A::ManageObjectives), contracts::edit::new_submit),
    get("/contracts/{id}", May(A::SeePractice), contracts::show::page),
    get("/contracts/{id}/change", May(A::ManageObjectives), contracts::edit::page),
    post("/contracts/{id}/change", May(A::ManageObjectives), contracts::edit::submit),
    // partners
    get("/partners", May(A::SeePractice), partners::list::page),
    get("/partners/new", May(A::ListPartner), partners::new::page),
    post("/partners/new", May(A::ListPartner), partners::new::submit),
    get("/partners/reviews", May(A::SeePractice), partners::review::page),
    post("/partners/reviews", May(A::ApprovePartner), partners::review::submit),
    get("/partners/{id}", May(A::SeePractice), partners::show::page),
    get("/partners/{id}/change", May(A::ListPartner), partners::change::page),
    post("/partners/{id}/change", May(A::ListPartner), partners::change::submit),
    get("/partners/{id}/stage", May(A::ListPartner), partners::stage::page),
    post("/partners/{id}/stage", May(A::ListPartner), partners::stage::submit),
    get("/partners/{id}/checks/{check}", May(A::ListPartner), partners::check::page),
    post("/partners/{id}/checks/{check}", May(A::ListPartner), partners::check::submit),
    get("/partners/{id}/checklist.{ending}", May(A::SeePractice), partners::checklist::file),
    get("/partners/{id}/passport.json", May(A::ListPartner), partners::passport::json),
    get("/partners/{id}/passport.{ending}", May(A::ListPartner), partners::passport::file),
    get("/partners/{id}/passport", May(A::ListPartner), partners::passport_import::page),
    post("/partners/{id}/passport", May(A::ListPartner), partners::passport_import::look),
    post("/partners/{id}/passport/keep", May(A::ListPartner), partners::passport_import::keep),
    get("/partners/{id}/passports/{passport}", May(A::SeePractice), partners::passport_kept::page),
    get("/partners/{id}/sign-off", May(A::ApprovePartner), partners::sign_off::page),
    post("/partners/{id}/sign-off", May(A::ApprovePartner), partners::sign_off::submit),
    get("/partners/{id}/contacts", May(A::ListPartner), partners::contacts::page),
    post("/partners/{id}/contacts", May(A::ListPartner), partners::contacts::submit),
    post("/partners/{id}/contacts/remove", May(A::ListPartner), partners::contacts::remove),
    get("/partners/{id}/agreements", May(A::ListPartner), partners::agreements::page),
    post("/partners/{id}/agreements", May(A::ListPartner), partners::agreements::submit),
    // activities
    get("/activities", May(A::SeePractice), activities::list::page),
    get("/activities/registers", May(A::SeePractice), activities::registers::page),
    get("/activities/registers/{register}", May(A::SeePractice), activities::registers::list),
    get("/activities/new", May(A::ManageActivity), activities::choose::page),
    post("/activities/new", May(A::ManageActivity), activities::new::submit),
    get("/activities/{id}", May(A::SeePractice), activities::show::page),
    get("/activities/{id}/questions/{question}", May(A::JudgeActivity), activities::answer::page),
    post("/activities/{id}/questions/{question}", May(A::JudgeActivity), activities::answer::submit),
    post("/activities/{id}/go-live", May(A::ManageActivity), activities::go_live::submit),
    get("/activities/{id}/learners", May(A::ManageActivity), activities::supervision::page),
    post("/activities/{id}/learners", May(A::ManageActivity), activities::supervision::submit),
    get("/activities/{id}/risk-assessment", May(A::ManageActivity), activities::risk::page),
    post("/activities/{id}/risk-assessment", May(A::ManageActivity), activities::risk::submit),
    get("/activities/{id}/pilot", May(A::ManageActivity), activities::pilot::page),
    post("/activities/{id}/pilot", May(A::ManageActivity), activities::pilot::submit),
    post("/activities/{id}/pilot/after", May(A::ManageActivity), activities::pilot::measured),
    post("/activities/{id}/pilot/decide", May(A::ManageActivity), activities::pilot::decide),
    post("/activities/{id}/end", May(A::ManageActivity), activities::end::submit),
    get("/activities/{id}/sessions/new", May(A::RecordSession), activities::record::page),
    post("/activities/{id}/sessions/new", May(A::RecordSession), activities::record::submit),
    get("/activities/{id}/plan", May(A::RecordSession), activities::plan::page),
    post("/activities/{id}/plan", May(A::RecordSession), activities::plan::submit),
    get("/planned-sessions/{id}/call-off", May(A::RecordSession), activities::plan::call_off_page),
    post("/planned-sessions/{id}/call-off", May(A::RecordSession), activities::plan::call_off),
    get("/activities/{id}/register", May(A::RecordSession), activities::enrol::page),
    post("/activities/{id}/register", May(A::RecordSession), activities::enrol::submit),
    get("/sessions/{id}", May(A::SeePractice), activities::session::page),
    get("/sessions/{id}/correct", May(A::CorrectEntry), activities::correct::page),
    post("/sessions/{id}/correct", May(A::CorrectEntry), activities::correct::submit),
    get("/sessions/{id}/evidence", May(A::AddEvidence), ledger::add_evidence::session_page),
    post("/sessions/{id}/evidence", May(A::AddEvidence), ledger::add_evidence::session_submit),
    // follow-ups
    get("/follow-ups", May(A::SeeFollowUps), follow_ups::list::page),
    exact(get("/follow-ups/numbers", May(A::SeePractice), follow_ups::numbers::page)),
    get("/follow-ups/new", May(A::FollowUp), follow_ups::new::page),
    post("/follow-ups/new", May(A::FollowUp), follow_ups::new::submit),
    get("/follow-ups/settings", May(A::ImportLearners), follow_ups::settings::page),
    post("/follow-ups/settings", May(A::ImportLearners), follow_ups::settings::submit),
    get("/follow-ups/{id}", May(A::SeeFollowUps), follow_ups::show::page),
    get("/follow-ups/{id}/checks/{stage}", May(A::FollowUp), follow_ups::check::page),
    post("/follow-ups/{id}/checks/{stage}", May(A::FollowUp), follow_ups::check::submit),
    get("/follow-ups/{id}/links/{stage}", May(A::FollowUp), follow_ups::link::page),
    post("/follow-ups/{id}/links/{stage}", May(A::FollowUp), follow_ups::link::submit),
    post("/follow-up-links/{id}/withdraw", May(A::FollowUp), follow_ups::link::withdraw),
    post("/follow-up-links/{id}/take", May(A::FollowUp), follow_ups::link::take),
    get("/still-in-work/{token}", Anyone, follow_ups::answer::page),
    post("/still-in-work/{token}", Anyone, follow_ups::answer::submit),
    // learners
    get("/learners", May(A::SeePractice), learners::list::page),
    get("/learners/import", May(A::ImportLearners), learners::provider::page),
    post("/learners/import", May(A::ImportLearners), learners::provider::submit),
    get("/learners/rules", May(A::ImportLearners), learners::rules::page),
    post("/learners/rules", May(A::ImportLearners), learners::rules::submit),
    get("/learners/{id}", May(A::SeePractice), learners::show::page),
    post("/learners/{id}/exact", May(A::SeeLearners), learners::show::exact),
    get("/learners/{id}/sharing", May(A::SeeLearners), learners::show::sharing),
    get("/learners/{id}/equalities", May(A::SeeEqualities), learners::show::equalities),
    get("/learners/{id}/{fact}", May(A::SeeLearners), learners::show::fact),
    // imports
    get("/imports", May(A::SeePractice), imports::list::page),
    get("/imports/new", May(A::BringFile), imports::new::page),
    post("/imports/new", May(A::BringFile), imports::new::submit),
    get("/imports/templates/{kind}", May(A::BringFile), imports::template::file),
    get("/imports/{id}", May(A::SeePractice), imports::show::page),
    get("/imports/{id}/columns", May(A::BringFile), imports::columns::page),
    post("/imports/{id}/columns", May(A::BringFile), imports::columns::submit),
    get("/imports/{id}/refused.csv", May(A::BringFile), imports::show::refused),
    post("/imports/{id}/check", May(A::BringFile), imports::decide::check),
    post("/imports/{id}/accept", May(A::BringFile), imports::decide::accept),
    post("/imports/{id}/stop", May(A::BringFile), imports::decide::stop),
    post("/imports/{id}/drop", May(A::BringFile), imports::decide::drop_file),
    get("/imports/{id}/undo", May(A::BringFile), imports::undo::page),
    post("/imports/{id}/undo", May(A::BringFile), imports::undo::submit),
    // stakeholders
    get("/stakeholders", May(A::SeePractice), stakeholders::list::page),
    get("/stakeholders/new", May(A::ManageFeedback), stakeholders::new::page),
    post("/stakeholders/new", May(A::ManageFeedback), stakeholders::new::submit),
    get("/stakeholders/{id}", May(A::SeePractice), stakeholders::show::page),
    get("/consultations", May(A::SeePractice), stakeholders::about::page),
    get("/consultations/new", May(A::ManageFeedback), stakeholders::ask::page),
    post("/consultations/new", May(A::ManageFeedback), stakeholders::ask::submit),
    get("/consultations/{id}", May(A::SeePractice), stakeholders::consultation::page),
    get("/consultations/{id}/responses/new", May(A::ManageFeedback), stakeholders::respond::page),
    post("/consultations/{id}/responses/new", May(A::ManageFeedback), stakeholders::respond::submit),
    get("/consultations/{id}/decision", May(A::ManageFeedback), stakeholders::decide::page),
    post("/consultations/{id}/decision", May(A::ManageFeedback), stakeholders::decide::submit),
    // feedback: what is fixed in an address stands before the token
    get("/feedback", May(A::SeePractice), feedback::overview::page),
    get("/feedback/links", May(A::SeePractice), feedback::links::list),
    get("/feedback/links/new", May(A::ManageFeedback), feedback::make_link::page),
    post("/feedback/links/new", May(A::ManageFeedback), feedback::make_link::submit),
    get("/feedback/links/{id}", May(A::SeePractice), feedback::links::page),
    post("/feedback/links/{id}/withdraw", May(A::ManageFeedback), feedback::links::withdraw),
    get("/feedback/answers/{id}", May(A::SeePractice), feedback::answer::page),
    get("/feedback/actions", May(A::SeePractice), feedback::actions::page),
    get("/feedback/actions/new", May(A::ManageFeedback), feedback::new_action::page),
    post("/feedback/actions/new", May(A::ManageFeedback), feedback::new_action::submit),
    get("/feedback/actions/{id}", May(A::SeePractice), feedback::action::page),
    post("/feedback/actions/{id}/end", May(A::ManageFeedback), feedback::action::end),
    get("/feedback/actions/{id}/decision", May(A::ManageFeedback), feedback::decide::page),
    post("/feedback/actions/{id}/decision", May(A::ManageFeedback), feedback::decide::submit),
    get("/feedback/decisions/{id}", May(A::SeePractice), feedback::decision::page),
    get("/feedback/decisions/{id}/changes/new", May(A::ManageFeedback), feedback::new_change::page),
    post("/feedback/decisions/{id}/changes/new", May(A::ManageFeedback), feedback::new_change::submit),
    get("/feedback/changes", May(A::SeePractice), feedback::changes::page),
    get("/feedback/changes/{id}", May(A::SeePractice), feedback::change::page),
    get("/feedback/{token}", Anyone, feedback::open::page),
    post("/feedback/{token}", Anyone, feedback::open::submit),
    // questionnaires: what is fixed in an address stands before the round
    get("/questionnaires", May(A::SeePractice), questionnaires::list::page),
    get("/questionnaires/new", May(A::ManageQuestionnaires), questionnaires::start::page),
    post("/questionnaires/new", May(A::ManageQuestionnaires), questionnaires::start::submit),
    get("/questionnaires/sets/new", May(A::ManageQuestionnaires), questionnaires::bring::page),
    post("/questionnaires/sets/new", May(A::ManageQuestionnaires), questionnaires::bring::submit),
    post("/questionnaires/sets/house", May(A::ManageQuestionnaires), questionnaires::bring::house_submit),
    get("/questionnaires/sets/{id}", May(A::SeePractice), questionnaires::set::page),
    get("/questionnaires/{id}", May(A::SeePractice), questionnaires::show::page),
    get("/questionnaires/{id}/links", May(A::EnterAnswers), questionnaires::link::page),
    post("/questionnaires/{id}/links", May(A::EnterAnswers), questionnaires::link::submit),
    get("/questionnaires/{id}/paper", May(A::EnterAnswers), questionnaires::paper::page),
    post("/questionnaires/{id}/paper", May(A::EnterAnswers), questionnaires::paper::submit),
    get("/questionnaires/{id}/results", May(A::SeePractice), questionnaires::results::page),
    get("/questionnaires/{id}/results.csv", May(A::SeePractice), questionnaires::results::file),
    get("/questionnaires/{id}/close", May(A::ManageQuestionnaires), questionnaires::close::page),
    post("/questionnaires/{id}/close", May(A::ManageQuestionnaires), questionnaires::close::submit),
    post("/questionnaire-links/{id}/withdraw", May(A::EnterAnswers), questionnaires::link::withdraw),
    get("/questions/{token}", Anyone, questionnaires::answer::page),
    post("/questions/{token}", Anyone, questionnaires::answer::submit),
    // evidence and ledger
    get("/evidence/{id}", May(A::SeeEvidence), evidence::show::page),
    get("/evidence/{id}/consent", May(A::SeeEvidence), ledger::withdraw::page),
    post("/evidence/{id}/consent", May(A::AddEvidence), ledger::withdraw::submit),
    get("/evidence/{id}/file", May(A::SeeEvidence), evidence::file::download),
    get("/double-counts", May(A::SeePractice), double_counts::list::page),
    get("/double-counts/{measure}/{other}", May(A::PrepareReturn), double_counts::answer::page),
    post("/double-counts/{measure}/{other}", May(A::PrepareReturn), double_counts::answer::submit),
    get("/entries", May(A::SeePractice), ledger::list::page),
    get("/entries/new", May(A::PostEntry), ledger::new::page),
    post("/entries/new", May(A::PostEntry), ledger::new::submit),
    get("/entries/{id}", May(A::SeePractice), ledger::show::page),
    get("/entries/{id}/correct", May(A::CorrectEntry), ledger::correct_entry::page),
    post("/entries/{id}/correct", May(A::CorrectEntry), ledger::correct_entry::submit),
    get("/entries/{id}/evidence", May(A::AddEvidence), ledger::add_evidence::entry_page),
    post("/entries/{id}/evidence", May(A::AddEvidence), ledger::add_evidence::entry_submit),
    // monitoring
    exact(get("/dashboard", May(A::SeePractice), monitoring::show::page)),
    exact(get("/years", May(A::SeePractice), monitoring::years::page)),
    exact(get("/years.csv", May(A::SeePractice), monitoring::years::file)),
    exact(get("/editions/{id}/year", May(A::SeePractice), monitoring::edition::page)),
    exact(get("/figures/{measure}", May(A::SeePractice), monitoring::figure::page)),
    get("/returns", May(A::SeeSigned), monitoring::list::page),
    get("/returns/settings", May(A::SeePractice), monitoring::settings::page),
    post("/returns/settings", May(A::ReviewReturn), monitoring::settings::submit),
    get("/returns/delegations", May(A::SeePractice), monitoring::delegating::page),
    post("/returns/delegations", May(A::ReviewReturn), monitoring::delegating::submit),
    post("/returns/delegations/{id}/withdraw", May(A::ReviewReturn), monitoring::delegating::withdraw),
    get("/recovery-actions/{id}", May(A::SeePractice), monitoring::recovery::page),
    post("/recovery-actions/{id}", May(A::SeePractice), monitoring::recovery::submit),
    get("/case-studies/{id}/withdraw", May(A::PrepareReturn), monitoring::case_studies::withdraw_page),
    post("/case-studies/{id}/withdraw", May(A::PrepareReturn), monitoring::case_studies::withdraw),
    exact(get("/returns/{quarter}", May(A::SeeSigned), monitoring::quarter::page)),
    exact(get("/returns/{quarter}/prepare", May(A::PrepareReturn), monitoring::prepare::page)),
    post("/returns/{quarter}/prepare", May(A::PrepareReturn), monitoring::prepare::submit),
    get("/returns/{quarter}/questions/{id}", May(A::PrepareReturn), monitoring::answer::page),
    post("/returns/{quarter}/questions/{id}", May(A::PrepareReturn), monitoring::answer::submit),
    exact(get("/returns/{quarter}/measures/{measure}", May(A::PrepareReturn), monitoring::variance::page)),
    post("/returns/{quarter}/measures/{measure}", May(A::PrepareReturn), monitoring::variance::submit),
    get("/returns/{quarter}/case-studies", May(A::SeePractice), monitoring::case_studies::page),
    post("/returns/{quarter}/case-studies", May(A::PrepareReturn), monitoring::case_studies::submit),
    exact(get("/returns/{quarter}/rehearsal", May(A::SeePractice), monitoring::rehearsal::show::page)),
    post("/returns/{quarter}/rehearsal/ask", May(A::SignOffReturn), monitoring::rehearsal::nudging::submit),
    post("/returns/{quarter}/rehearsal/undo", May(A::SignOffReturn), monitoring::rehearsal::nudging::undo),
    get("/returns/{quarter}/restate", May(A::PrepareReturn), monitoring::restating::begin::page),
    post("/returns/{quarter}/restate", May(A::PrepareReturn), monitoring::restating::begin::submit),
    exact(get("/returns/{quarter}/compare", May(A::SeeSigned), monitoring::restating::compare::page)),
    exact(get("/returns/{quarter}/review", May(A::SignOffReturn), monitoring::review::page)),
    post("/returns/{quarter}/review", May(A::SignOffReturn), monitoring::review::submit),
    exact(get("/returns/{quarter}/sign-off", May(A::SignOffReturn), monitoring::sign_off::page)),
    post("/returns/{quarter}/sign-off", May(A::SignOffReturn), monitoring::sign_off::submit),
    exact(get("/returns/{quarter}/seal.json", May(A::SeeSigned), monitoring::seal::file)),
    get("/returns/{quarter}/document.{ending}", May(A::SeeSigned), monitoring::document::file),
    // reports
    get("/reports", May(A::SeeSigned), reports::list::page),
    exact(get("/reports/{year}", May(A::SeeSigned), reports::show::page)),
    exact(get("/reports/{year}/edit", May(A::DraftReport), reports::edit::page)),
    post("/reports/{year}/edit", May(A::DraftReport), reports::edit::submit),
    post("/reports/{year}/prepare", May(A::DraftReport), reports::prepare::submit),
    exact(get("/reports/{year}/sign-off", May(A::SignOffReport), reports::sign_off::page)),
    post("/reports/{year}/sign-off", May(A::SignOffReport), reports::sign_off::submit),
    get("/proposals/{id}", May(A::SeePractice), reports::proposal::page),
    post("/proposals/{id}/decide", May(A::DecideProposal), reports::decide::submit),
    post("/proposals/{id}/carry-out", May(A::AdoptFramework), reports::carry_out::submit),
    exact(get("/reports/{year}/seal.json", May(A::SeeSigned), reports::files::seal_json)),
    get("/reports/{year}/document.{ending}", May(A::SeeSigned), reports::files::file),
    // publication
    get("/reports/{year}/cids.jsonld", May(A::SeeSigned), publication::open_data::report_cids),
    get("/reports/{year}/ocds.json", May(A::SeeSigned), publication::open_data::report_ocds),
    get("/returns/{quarter}/cids.jsonld", May(A::SeeSigned), publication::open_data::return_cids),
    get("/returns/{quarter}/ocds.json", May(A::SeeSigned), publication::open_data::return_ocds),
    get("/publication", May(A::SeePublication), publication::overview::page),
    post("/publication/settings", May(A::ProposePublication), publication::settings::submit),
    get("/publication/{year}/preview", May(A::SeePublication), publication::preview::page),
    get("/publication/{year}/preview/{file}", May(A::SeePublication), publication::preview::file),
    post("/publication/{year}/propose", May(A::ProposePublication), publication::propose::submit),
    get("/publication/{year}/publish", May(A::Publish), publication::publish::page),
    post("/publication/{year}/publish", May(A::Publish), publication::publish::submit),
    post("/publication/{year}/take-down", May(A::TakeDown), publication::take_down::submit),
    get("/public/{slug}", Anyone, publication::outside::years),
    get("/public/{slug}/style.css", Anyone, publication::outside::style),
    get("/public/{slug}/{year}", Anyone, publication::outside::year),
    get("/public/{slug}/{year}/badge.svg", Anyone, publication::outside::badge),
    get("/public/{slug}/{year}/{issue}", Anyone, publication::outside::issue),
    get("/public/{slug}/{year}/{issue}/{file}", Anyone, publication::outside::file),
    // figure passports
    get("/passport", May(A::SeeSigned), figure_passports::find::page),
    exact(get("/passport/{code}", May(A::SeeSigned), figure_passports::show::page)),
    // policy
    get("/policy", May(A::SeePractice), policy::show::page),
    get("/policy/import", May(A::ImportPolicy), policy::import::page),
    post("/policy/import", May(A::ImportPolicy), policy::import::submit),
    post("/policy/link-cited", May(A::ImportPolicy), policy::link::submit_cited),
    get("/policy/review", May(A::SeePractice), policy::review::page),
    post("/policy/review", May(A::ImportPolicy), policy::review::submit),
    post("/policy/acknowledge", May(A::SeePractice), policy::acknowledge::submit),
    get("/policy/clauses/{id}", May(A::SeePractice), policy::clause::page),
    post("/policy/clauses/{id}/link", May(A::ImportPolicy), policy::link::submit),
    post("/policy/clauses/{id}/unlink", May(A::ImportPolicy), policy::link::remove),
    // compliance
    get("/compliance", May(A::SeePractice), compliance::list::page),
    get("/compliance/new", May(A::ManageCompliance), compliance::edit::new_page),
    post("/compliance/new", May(A::ManageCompliance), compliance::edit::new_submit),
    get("/compliance/{id}", May(A::SeePractice), compliance::show::page),
    get("/compliance/{id}/change", May(A::ManageCompliance), compliance::edit::page),
    post("/compliance/{id}/change", May(A::ManageCompliance), compliance::edit::submit),
    get("/compliance/{id}/check", May(A::ManageCompliance), compliance::check::page),
    post("/compliance/{id}/check", May(A::ManageCompliance), compliance::check::submit),
    // checkpoints
    get("/log/checkpoints", May(A::SeeLog), checkpoints::list::page),
    post("/log/checkpoints", May(A::SeeLog), checkpoints::list::submit),
    get("/log/checkpoints/{size}", May(A::SeeLog), checkpoints::list::file),
    get("/log/entries/{number}/proof", May(A::SeeLog), checkpoints::proof::file),
    // records
    get("/log", May(A::SeeLog), records::log::page),
    get("/log.csv", May(A::SeeLog), records::export::file),
    get("/entries.xlsx", May(A::SeePractice), records::entries::xlsx),
    get("/entries.ods", May(A::SeePractice), records::entries::ods),
    get("/entries.csv", May(A::SeePractice), records::entries::csv),
    // packs
    get("/packs/{kind}/{name}", May(A::SeeSigned), packs::choose::page),
    get("/packs/{kind}/{name}/{personal}", May(A::SeeSigned), packs::file::file),
    // home and assets
    get("/", SignedIn, home::first::page),
    get("/assets/{*path}", Anyone, home::assets::file),
];
