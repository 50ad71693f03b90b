package magpie.app.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The people of the demo and their follows. The same seed makes the same cast. The first {@value #CELEBRITIES} are
 * celebrities; among the others, those who have followers attract more.
 */
record Cast(List<Person> people, List<Follow> follows) {
    static final int CELEBRITIES = 3;

    private static final int PULL = 30;
    private static final int LEAST_FOLLOWS = 6;
    private static final int MOST_FOLLOWS = 60;

    /** One follow, by index in the cast. */
    record Follow(int follower, int followee) {}

    static Cast of(int size, Phrases phrases, Random random) {
        List<Person> people = people(size, phrases, random);
        return new Cast(people, follows(people, random));
    }

    /** The followers of each person, by index in the cast. */
    List<List<Integer>> followers() {
        List<List<Integer>> followers = new ArrayList<>();
        people.forEach(person -> followers.add(new ArrayList<>()));
        follows.forEach(follow -> followers.get(follow.followee()).add(follow.follower()));
        return followers;
    }

    private static List<Person> people(int size, Phrases phrases, Random random) {
        List<Person> people = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<String> languages = phrases.languages();
        while (people.size() < size) {
            Person person = person(languages.get(people.size() % languages.size()), taken, phrases, random);
            people.add(person);
            taken.add(person.username());
        }
        return people;
    }

    private static Person person(String language, Set<String> taken, Phrases phrases, Random random) {
        String[] given = phrases.any(language, "given", random).split("=", 2);
        String[] family = phrases.any(language, "family", random).split("=", 2);
        String username = given[0] + "_" + family[0];
        String free = username;
        for (int i = 2; taken.contains(free); i++) {
            free = username + i;
        }
        String displayName = phrases.familyFirst(language) ? family[1] + given[1] : given[1] + " " + family[1];
        Person person = new Person(free, displayName, "", language, phrases.any(language, "topics", random));
        String bio = phrases.filled(phrases.any(language, "bios", random), person, random);
        return new Person(free, displayName, bio, language, person.topic());
    }

    /** Preferential attachment: every follow puts its target into the urn once more. */
    private static List<Follow> follows(List<Person> people, Random random) {
        List<Integer> urn = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            for (int ticket = 0; ticket < (i < CELEBRITIES ? PULL : 1); ticket++) {
                urn.add(i);
            }
        }
        List<Follow> follows = new ArrayList<>();
        for (int follower = 0; follower < people.size(); follower++) {
            for (int followee : choices(follower, people, urn, random)) {
                follows.add(new Follow(follower, followee));
                urn.add(followee);
            }
        }
        return follows;
    }

    private static Set<Integer> choices(int follower, List<Person> people, List<Integer> urn, Random random) {
        int wanted = LEAST_FOLLOWS + (int) ((MOST_FOLLOWS - LEAST_FOLLOWS) * Math.pow(random.nextDouble(), 3));
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int tries = 0; tries < 20 * wanted && chosen.size() < wanted; tries++) {
            int candidate = urn.get(random.nextInt(urn.size()));
            boolean near =
                    people.get(candidate).language().equals(people.get(follower).language());
            if (candidate != follower && (near || random.nextInt(3) == 0)) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }
}
