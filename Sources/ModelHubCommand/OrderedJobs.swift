import Dispatch
import Glibc
import Synchronization

/// Work on many things by several threads at a time, whose results are taken one by one in the things' order.
///
/// The threads are a few batches ahead of whoever takes, and no more: memory does not grow with the number of things.
/// With one job there is no thread: each thing is worked on when its turn comes.
struct OrderedJobs<Worker, Thing: Sendable, Made: Sendable> {
  /// How many threads work.
  let count: Int
  /// Makes what a thread works with, once for each, in that thread; `nil` where threads cannot have their own.
  let prepare: (@Sendable () throws -> Worker)?
  /// Works on one thing.
  let work: @Sendable (inout Worker, Thing) throws -> Made

  /// How many things a thread works on before it looks for more.
  private static var batch: Int { 8 }

  /// Works on all things; the first error of `work` or `take` ends it.
  ///
  /// `alone` is what this thread works with where there are no others.
  func run(_ things: [Thing], alone: @autoclosure () -> Worker, take: (Made) throws -> Void) throws {
    guard count > 1, let prepare else {
      var worker = alone()
      for thing in things { try take(try work(&worker, thing)) }
      return
    }
    let batches = stride(from: 0, to: things.count, by: Self.batch).map {
      $0..<min($0 + Self.batch, things.count)
    }
    let work = work
    let belt = Belt<Made>(batches: batches.count, room: 2 * count)
    let threads = DispatchGroup()
    for _ in 0..<count {
      DispatchQueue.global().async(group: threads) {
        var worker: Worker?
        while let batch = belt.next() {
          let made = Result {
            var ready = try worker.take() ?? prepare()
            defer { worker = ready }
            return try things[batches[batch]].map { try work(&ready, $0) }
          }
          belt.put(made, at: batch)
        }
      }
    }
    defer {
      belt.stop()
      threads.wait()
    }
    for batch in batches.indices {
      for made in try belt.take(batch).get() { try take(made) }
    }
  }
}

/// What is made, on its way from the threads that make it to the one that takes it.
private final class Belt<Made: Sendable>: Sendable {
  private struct State {
    var next = 0
    var isStopped = false
  }

  private let batches: Int
  private let state = Mutex(State())
  /// Of each batch, those that are underway at the same time have different ones.
  private let places: [Place]
  /// Counts the places that nobody has taken.
  private let room: DispatchSemaphore

  private final class Place: Sendable {
    let isFull = DispatchSemaphore(value: 0)
    let made = Mutex<Result<[Made], any Error>>(.success([]))
  }

  init(batches: Int, room: Int) {
    self.batches = batches
    self.room = DispatchSemaphore(value: room)
    places = (0..<room).map { _ in Place() }
  }

  /// The number of a batch to work on; waits until there is room for it, and is nil when nothing is left to do.
  func next() -> Int? {
    room.wait()
    let next: Int? = state.withLock { state in
      if state.isStopped || state.next == batches { return nil }
      defer { state.next += 1 }
      return state.next
    }
    // For the next thread, which has to learn it as well.
    if next == nil { room.signal() }
    return next
  }

  func put(_ made: Result<[Made], any Error>, at batch: Int) {
    let place = places[batch % places.count]
    place.made.withLock { $0 = made }
    place.isFull.signal()
  }

  /// Waits for a batch; they are to be taken in order.
  func take(_ batch: Int) -> Result<[Made], any Error> {
    let place = places[batch % places.count]
    place.isFull.wait()
    let made = place.made.withLock { made in
      defer { made = .success([]) }
      return made
    }
    room.signal()
    return made
  }

  /// Lets no more work begin.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
  }
}

/// How many threads work, where nobody says.
enum UsualJobs {
  /// As many as there are processors; more than a few wait for the disk.
  static var count: Int { min(8, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
