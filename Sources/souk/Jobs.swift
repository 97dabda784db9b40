import Catalog
import Engagement
import Identity
import Logging
import Ordering
import Persistence
import Settlement
import Vendors

extension Wiring {
  /// Everything that runs after commits and by the clock.
  func jobRunner() throws -> JobRunner {
    var jobs = JobRegistry()
    SendMail.register(in: &jobs, mail, database)
    try IdentityJobs.register(in: &jobs, identity)
    DocumentJobs.register(in: &jobs, vendors)
    try VendorsJobs.register(vendors, in: &jobs)
    try CatalogJobs.register(catalog, in: &jobs)
    try ImportJobs.register(catalog, in: &jobs)
    try OrderingJobs.register(ordering, in: &jobs)
    SettlementJobs.register(settlement, in: &jobs)
    try EngagementJobs.register(engagement, in: &jobs)
    var consumers = ConsumerRegistry()
    EngagementConsumers.register(engagement, in: &consumers)
    return JobRunner(
      database: database, jobs: jobs, consumers: consumers,
      settings: JobRunnerSettings(workers: settings.jobWorkers), logger: Logger(label: "souk.jobs"))
  }
}
