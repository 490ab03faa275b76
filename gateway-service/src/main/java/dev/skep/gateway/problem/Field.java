package dev.skep.gateway.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A field of a request, to say what is wrong with it.
 *
 * @param path where it stands, such as {@code plugins[0].config}
 */
public record Field(String path) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** The field of this name within this one. */
    public Field child(String name) {
        return new Field(path + "." + name);
    }

    /**
     * Reads the elements of this list, in their order.
     *
     * @param given the elements; null for none
     * @param most how many there may be
     * @param read makes something of the element that stands at this field
     * @throws Problem when there are more, or nothing stands where an element should
     */
    public <T, R> List<R> each(@Nullable List<@Nullable T> given, int most, BiFunction<Field, T, R> read) {
        var list = given == null ? List.<@Nullable T>of() : given;
        refuse(list.size() > most, "takes at most " + most + " elements");
        var all = new ArrayList<R>();
        for (var index = 0; index < list.size(); index++) {
            var element = list.get(index);
            if (element == null) {
                throw at(index).invalid("must not be null");
            }
            all.add(read.apply(at(index), element));
        }
        return all;
    }

    /** The element of this list, counted from 0. */
    public Field at(int index) {
        return new Field(path + "[" + index + "]");
    }

    /** The problem that this field {@code why}, such as "takes a number". */
    public Problem invalid(String why) {
        return new Problem(Problem.Kind.INVALID, path, path + " " + why);
    }

    /**
     * Lets only good fields pass.
     *
     * @throws Problem when it is wrong
     */
    public void refuse(boolean wrong, String why) {
        if (wrong) {
            throw invalid(why);
        }
    }

    /**
     * Lets a text of one line pass, or none.
     *
     * @param most how many characters it may have
     */
    public void requireLine(@Nullable String text, int most) {
        if (text != null) {
            refuse(text.length() > most, "takes at most " + most + " characters");
            refuse(CONTROL.matcher(text).find(), "takes one line without control characters");
        }
    }
}
