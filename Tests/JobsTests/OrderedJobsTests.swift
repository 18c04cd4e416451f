import Jobs
import Synchronization
import TestSupport
import Testing

@Suite struct OrderedJobsTests {
  /// What goes wrong, by the number of the thing.
  struct Broken: Error, Equatable {
    let thing: Int
  }

  /// What a thread works with: how often it did.
  struct Worker {
    var count = 0
  }

  /// Waits for no time, a little, or a little longer, so that threads overtake each other.
  static func dawdle(_ thing: Int) {
    var generator = SeededGenerator(seed: UInt64(thing))
    for _ in 0..<Int.random(in: 0...3, using: &generator) * 1000 where generator.next() == 0 {}
  }

  @Test("everything is made once and taken in order", arguments: [1, 2, 3, 8], [0, 1, 7, 8, 9, 200, 1003])
  func order(jobs: Int, things: Int) throws {
    let made = Mutex<[Int: Int]>([:])
    let work = OrderedJobs(count: jobs, prepare: { Worker() }) { (worker: inout Worker, thing: Int) in
      Self.dawdle(thing)
      worker.count += 1
      made.withLock { $0[thing, default: 0] += 1 }
      return thing * 2
    }
    var taken: [Int] = []
    try work.run(things, alone: Worker()) { taken.append($0) }
    #expect(taken == (0..<things).map { $0 * 2 })
    #expect(made.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<things).map { ($0, 1) }))
  }

  @Test("the threads are never far ahead of whoever takes", arguments: [2, 3, 8])
  func room(jobs: Int) throws {
    let begun = Mutex(0)
    let work = OrderedJobs(count: jobs, prepare: { Worker() }) { (_: inout Worker, thing: Int) in
      begun.withLock { $0 += 1 }
      return thing
    }
    var most = 0
    try work.run(2000, alone: Worker()) { thing in
      Self.dawdle(thing)
      most = max(most, begun.withLock { $0 } - thing)
    }
    // As many batches of four as there are places, and the one that is being taken.
    #expect(most <= (2 * jobs + 1) * 4)
  }

  @Test("the first thing that cannot be made ends it, and what came before is taken", arguments: [1, 2, 8])
  func brokenWork(jobs: Int) throws {
    let work = OrderedJobs(count: jobs, prepare: { Worker() }) { (_: inout Worker, thing: Int) in
      Self.dawdle(thing)
      if thing % 100 == 83 { throw Broken(thing: thing) }
      return thing
    }
    var taken: [Int] = []
    #expect(throws: Broken(thing: 83)) {
      try work.run(1000, alone: Worker()) { taken.append($0) }
    }
    #expect(taken == Array(0..<83))
  }

  @Test("an error of whoever takes ends it, and no thread works on", arguments: [1, 2, 8])
  func brokenTaking(jobs: Int) throws {
    let begun = Mutex(0)
    let work = OrderedJobs(count: jobs, prepare: { Worker() }) { (_: inout Worker, thing: Int) in
      begun.withLock { $0 += 1 }
      return thing
    }
    #expect(throws: Broken(thing: 30)) {
      try work.run(100_000, alone: Worker()) { if $0 == 30 { throw Broken(thing: $0) } }
    }
    let atTheEnd = begun.withLock { $0 }
    #expect(atTheEnd < 1000)
    #expect(begun.withLock { $0 } == atTheEnd)
  }

  @Test("a thread that cannot begin is an error", arguments: [2, 8])
  func brokenStart(jobs: Int) throws {
    let work = OrderedJobs(count: jobs, prepare: { () throws -> Worker in throw Broken(thing: -1) }) {
      (_: inout Worker, thing: Int) in thing
    }
    #expect(throws: Broken(thing: -1)) { try work.run(100, alone: Worker()) { _ in } }
  }

  @Test("without a way to make workers for threads, the one at hand does it all")
  func alone() throws {
    let work = OrderedJobs(count: 8, prepare: nil) { (worker: inout Worker, thing: Int) in
      worker.count += 1
      return worker.count
    }
    var taken: [Int] = []
    try work.run(50, alone: Worker()) { taken.append($0) }
    #expect(taken == Array(1...50))
  }
}
