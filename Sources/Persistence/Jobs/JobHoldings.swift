import Kernel

/// When nothing of a kind has begun or ended for so long, and no worker is left for it, others may have what waits here.
private let stallSeconds = 2.0

/// Places that kinds of jobs share: one gets no more of them than it leaves to all the others, so that there is always
/// one for a kind that has none, however slow those are that came before.
struct FairPlaces: Sendable {
  private(set) var free: Int
  private var taken: [String: Int] = [:]

  init(_ count: Int) { free = count }

  func taken(by kind: String) -> Int { taken[kind, default: 0] }

  func hasRoom(for kind: String) -> Bool { taken(by: kind) < free }

  mutating func take(_ kind: String) {
    free -= 1
    taken[kind, default: 0] += 1
  }

  mutating func leave(_ kind: String) {
    free += 1
    taken[kind, default: 0] -= 1
  }

  /// The same with so many fewer.
  func without(_ count: Int) -> FairPlaces {
    var fewer = self
    fewer.free -= count
    return fewer
  }
}

/// How many more jobs of which kinds may be taken.
struct JobRoom: Sendable {
  var places = FairPlaces(.max)
  /// For those that failed before, or whose node ended while it held them.
  var repeated = FairPlaces(.max)

  /// False when there is none for this one.
  mutating func take(_ kind: String, isRepeated: Bool = false) -> Bool {
    guard places.hasRoom(for: kind), !isRepeated || repeated.hasRoom(for: kind) else { return false }
    places.take(kind)
    if isRepeated { repeated.take(kind) }
    return true
  }
}

/// What a runner has taken and what its workers are at, shared fairly between the kinds.
struct JobHoldings {
  /// Taken and not begun, in the order in which they run.
  private(set) var ready: [ClaimedJob] = []
  /// How many of them each kind has.
  private var waiting: [String: Int] = [:]
  /// What is taken and not written down as ended.
  private var held: [JobID: (kind: String, isRepeated: Bool)] = [:]
  private var workers: FairPlaces
  private var room: JobRoom
  private let settings: JobRunnerSettings
  /// When a worker last began or ended something, and something of a kind.
  private var lastMove = ContinuousClock.now
  private var moves: [String: ContinuousClock.Instant] = [:]

  init(_ settings: JobRunnerSettings) {
    self.settings = settings
    workers = FairPlaces(settings.workers)
    // Who has ended a process before does it again, and what else that process has taken counts an attempt for it. So
    // there are never more of them than workers, and the others wait for them to be over.
    room = JobRoom(places: FairPlaces(settings.mostHeld), repeated: FairPlaces(settings.workers))
  }

  /// Taken and not written down as ended.
  var all: [JobID] { Array(held.keys) }

  /// How many more there is room for.
  var free: Int { room.places.free }

  /// For what is taken now, while no more than `most` are held.
  func room(most: Int) -> JobRoom {
    JobRoom(places: room.places.without(settings.mostHeld - most), repeated: room.repeated)
  }

  /// Whether more of a kind may be taken, with hope that they are begun soon.
  func isOpen(_ kind: String) -> Bool {
    waiting[kind, default: 0] < settings.lowWater && room.places.hasRoom(for: kind)
      && (room.repeated.taken(by: kind) == 0 || room.repeated.hasRoom(for: kind)) && !isStalled(kind)
  }

  /// Whether no worker comes to jobs of a kind, because all that it may have are held up.
  func isStalled(_ kind: String) -> Bool {
    guard !workers.hasRoom(for: kind) else { return false }
    let moved = workers.taken(by: kind) > 0 ? moves[kind] ?? lastMove : lastMove
    return moved < .now - .seconds(stallSeconds)
  }

  /// Takes what was claimed. Where a lease ended while this node was held up, as by a machine that slept, it claims what
  /// it holds once more. That is a longer lease: nothing is done twice beside itself.
  mutating func keep(_ claimed: [ClaimedJob]) {
    let again = Dictionary(
      uniqueKeysWithValues: claimed.filter { held[$0.id] != nil }.map { ($0.id, $0.until) })
    for index in ready.indices {
      if let until = again[ready[index].id] { ready[index].until = until }
    }
    for job in claimed where again[job.id] == nil {
      held[job.id] = (job.kind, job.isRepeated)
      room.places.take(job.kind)
      if job.isRepeated { room.repeated.take(job.kind) }
      waiting[job.kind, default: 0] += 1
      ready.append(job)
    }
  }

  /// What was not begun as soon as it was taken is looked at once more before it is.
  mutating func letWait() {
    for index in ready.indices { ready[index].hasWaited = true }
  }

  /// Lets a job go.
  mutating func release(_ job: JobID) {
    guard let known = held.removeValue(forKey: job) else { return }
    room.places.leave(known.kind)
    if known.isRepeated { room.repeated.leave(known.kind) }
  }

  mutating func renew(_ jobs: Set<JobID>, until: Timestamp) {
    for index in ready.indices where jobs.contains(ready[index].id) { ready[index].until = until }
  }

  // MARK: Workers

  /// The first that is ready and for whose kind there is a worker, and others of its kind when they are done together;
  /// the worker is theirs until `ended`.
  mutating func beginNext(at now: Timestamp, atMost: (String) -> Int) -> [ClaimedJob]? {
    forgetLapsed(at: now)
    var full: Set<String> = []
    let place = ready.firstIndex { job in
      if full.contains(job.kind) { return false }
      if workers.hasRoom(for: job.kind) { return true }
      full.insert(job.kind)
      return false
    }
    guard let place else { return nil }
    let first = ready[place]
    let most = first.isRepeated ? 1 : atMost(first.kind)
    let batch = most > 1 ? takeReady(of: first.kind, atMost: most) : [ready.remove(at: place)]
    waiting[first.kind, default: 0] -= batch.count
    workers.take(first.kind)
    move(first.kind)
    return batch
  }

  /// A worker is done with something of this kind.
  mutating func ended(_ kind: String) {
    workers.leave(kind)
    move(kind)
  }

  private mutating func move(_ kind: String) {
    lastMove = .now
    moves[kind] = lastMove
  }

  private mutating func takeReady(of kind: String, atMost most: Int) -> [ClaimedJob] {
    var batch: [ClaimedJob] = []
    var rest: [ClaimedJob] = []
    for job in ready {
      if batch.count < most, job.kind == kind, !job.isRepeated {
        batch.append(job)
      } else {
        rest.append(job)
      }
    }
    ready = rest
    return batch
  }

  /// What waited until its lease was over is another node's by now.
  private mutating func forgetLapsed(at now: Timestamp) {
    for job in removeReady(where: { $0.until <= now }) { release(job) }
  }

  /// What is ready and stays held until it is released, of the kinds that no worker comes to or of all.
  mutating func takeBackReady(onlyStalled: Bool) -> [JobID] {
    let stalled = Set(waiting.keys.filter { waiting[$0, default: 0] > 0 && isStalled($0) })
    return removeReady { !onlyStalled || stalled.contains($0.kind) }
  }

  private mutating func removeReady(where isGone: (ClaimedJob) -> Bool) -> [JobID] {
    let gone = ready.filter(isGone)
    guard !gone.isEmpty else { return [] }
    ready.removeAll(where: isGone)
    for job in gone { waiting[job.kind, default: 0] -= 1 }
    return gone.map(\.id)
  }
}
