import Dispatch
import Glibc

/// Work on many things by several threads at a time, whose results are taken one by one in the things' order.
///
/// The threads are a few batches ahead of whoever takes, and no more: memory does not grow with the number of things.
/// The things are known by their numbers, from 0. With one job there is no thread: each thing is worked on when its turn
/// comes.
public struct OrderedJobs<Worker, Made: Sendable>: Sendable {
  private let count: Int
  private let prepare: (@Sendable () throws -> Worker)?
  private let work: @Sendable (inout Worker, Int) throws -> Made

  /// Says how things are worked on: by `count` threads, each with what `prepare` makes in it, once.
  ///
  /// Without a `prepare`, where threads cannot have their own, there is no thread whatever the count.
  public init(
    count: Int, prepare: (@Sendable () throws -> Worker)?,
    work: @escaping @Sendable (inout Worker, Int) throws -> Made
  ) {
    (self.count, self.prepare, self.work) = (count, prepare, work)
  }

  /// How many things a thread works on before it looks for more.
  static var batch: Int { 4 }

  /// Works on all things; the first error of `work` or `take` ends it.
  ///
  /// `alone` is what this thread works with where there are no others.
  public func run(_ things: Int, alone: @autoclosure () -> Worker, take: (Made) throws -> Void) throws {
    guard count > 1, let prepare else {
      var worker = alone()
      for thing in 0..<things { try take(try work(&worker, thing)) }
      return
    }
    let batches = (things + Self.batch - 1) / Self.batch
    let belt = Belt<Made>(batches: batches, room: 2 * count)
    let threads = DispatchGroup()
    for _ in 0..<count {
      DispatchQueue.global().async(group: threads) {
        var worker: Worker?
        while let batch = belt.next() {
          let first = batch * Self.batch
          belt.put(make(first..<min(first + Self.batch, things), &worker, prepare), at: batch)
        }
      }
    }
    defer {
      belt.stop()
      threads.wait()
    }
    for batch in 0..<batches {
      let made = belt.take(batch)
      for made in made.things { try take(made) }
      if let error = made.error { throw error }
    }
  }

  private func make(
    _ things: Range<Int>, _ worker: inout Worker?, _ prepare: () throws -> Worker
  ) -> Batch<Made> {
    var made = Batch<Made>()
    do {
      var ready = try worker.take() ?? prepare()
      for thing in things { made.things.append(try work(&ready, thing)) }
      worker = ready
    } catch {
      made.error = error
    }
    return made
  }
}

/// How many threads work, where nobody says.
public enum UsualJobs {
  /// As many as there are processors; more than a few wait for the disk.
  public static var count: Int { min(8, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
